package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Switch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Whose copy of the API it is. Kustom bought Klarna Checkout and runs a fork under the same paths. */
public enum KlarnaFlavour implements SimulatedProvider {
    KLARNA("klarna", "NOT_ALLOWED", "REQUEST_TOO_LARGE"),
    KUSTOM("kustom", "UPDATE_NOT_ALLOWED", "PAYLOAD_TOO_LARGE");

    private static final String PASSWORD = "sandbox-secret";
    private static final String KUSTOM_KEY = "kco_test_api_sandbox";

    private static final Map<Integer, String> CODES = Map.of(
            404, "NO_SUCH_ORDER",
            409, "CONFLICT",
            429, "TOO_MANY_REQUESTS",
            500, "INTERNAL_SERVER_ERROR");

    private final String provider;
    private final String updateRefused;
    private final String tooLarge;
    private final Map<KlarnaSwitch, KlarnaSwitch> own = new EnumMap<>(KlarnaSwitch.class);

    KlarnaFlavour(String provider, String updateRefused, String tooLarge) {
        this.provider = provider;
        this.updateRefused = updateRefused;
        this.tooLarge = tooLarge;
        for (KlarnaSwitch which : KlarnaSwitch.values()) {
            KlarnaSwitch.keyed(provider + which.key().substring(which.key().indexOf('.')))
                    .ifPresent(mine -> own.put(which, mine));
        }
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public List<? extends Switch> switches() {
        return Arrays.stream(KlarnaSwitch.values())
                .filter(which -> which.key().startsWith(provider + "."))
                .toList();
    }

    @Override
    public Switch latency() {
        return own(KlarnaSwitch.LATENCY_MS);
    }

    /** Klarna's switch, or the one that the provider has of its own by the same name. */
    KlarnaSwitch own(KlarnaSwitch which) {
        return own.getOrDefault(which, which);
    }

    @Override
    public Map<String, String> account() {
        return Map.of("username", username(), "password", PASSWORD);
    }

    private String username() {
        return "sandbox-" + provider;
    }

    /** What a caller may show: at Kustom the key alone is what its documents name first. */
    Credentials credentials() {
        return this == KUSTOM
                ? new Credentials(username(), PASSWORD, KUSTOM_KEY)
                : new Credentials(username(), PASSWORD, null);
    }

    @Override
    public List<NewOrder> seeds() {
        return this == KLARNA ? KlarnaSeeds.klarna() : KlarnaSeeds.kustom();
    }

    /** The gateway's 401 is HTML and gives no correlation id. */
    @Override
    public Answer error(int status) {
        if (status == 401) {
            return Answer.html(401, "401 Authorization Required")
                    .with("WWW-Authenticate", "Basic realm=\"very closed site\"");
        }
        return KlarnaRefusal.error(status, status == 413 ? tooLarge : CODES.getOrDefault(status, "HTTP_ERROR"));
    }

    @Override
    public Simulator start(Surroundings surroundings) {
        return new KlarnaSimulator(this, surroundings);
    }

    String updateRefused() {
        return updateRefused;
    }
}
