package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Switch;

/** Whose copy of the API it is. Kustom bought Klarna Checkout and runs a fork under the same paths. */
public enum KlarnaFlavour {
    KLARNA("klarna", "NOT_ALLOWED", "REQUEST_TOO_LARGE", Switch.KLARNA_CLOSED_AFTER_REFUND),
    KUSTOM("kustom", "UPDATE_NOT_ALLOWED", "PAYLOAD_TOO_LARGE", Switch.KUSTOM_CLOSED_AFTER_REFUND);

    private final String provider;
    private final String updateRefused;
    private final String tooLarge;
    private final Switch closedAfterRefund;

    KlarnaFlavour(String provider, String updateRefused, String tooLarge, Switch closedAfterRefund) {
        this.provider = provider;
        this.updateRefused = updateRefused;
        this.tooLarge = tooLarge;
        this.closedAfterRefund = closedAfterRefund;
    }

    public String provider() {
        return provider;
    }

    String updateRefused() {
        return updateRefused;
    }

    public String tooLarge() {
        return tooLarge;
    }

    Switch closedAfterRefund() {
        return closedAfterRefund;
    }
}
