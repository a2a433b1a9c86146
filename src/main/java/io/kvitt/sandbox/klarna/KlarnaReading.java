package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.Switches;

/** What an order's state reads as at this moment. Klarna publishes no state diagram; the switches mark the gaps. */
record KlarnaReading(KlarnaFlavour flavour, SandboxClock clock, Switches switches) {

    KlarnaStatus status(KlarnaOrder order) {
        if (order.cancelled) {
            return KlarnaStatus.CANCELLED;
        }
        if (order.closed || isRefundedAndClosed(order)) {
            return KlarnaStatus.CLOSED;
        }
        if (order.captures().isEmpty()) {
            return isExpired(order) ? KlarnaStatus.EXPIRED : KlarnaStatus.AUTHORIZED;
        }
        if (order.captured >= order.amount || order.released && isOn(KlarnaSwitch.RELEASE_MAKES_CAPTURED)) {
            return KlarnaStatus.CAPTURED;
        }
        return isExpired(order) && isOn(KlarnaSwitch.PART_CAPTURED_READS_EXPIRED)
                ? KlarnaStatus.EXPIRED
                : KlarnaStatus.PART_CAPTURED;
    }

    boolean isOn(KlarnaSwitch which) {
        return switches.on(flavour.own(which));
    }

    long value(KlarnaSwitch which) {
        return switches.value(flavour.own(which));
    }

    /** Not zeroed by a cancellation, as recorded; so it does not tell whether a capture is possible. */
    long remaining(KlarnaOrder order) {
        if (order.released || order.cancelled && !isOn(KlarnaSwitch.CANCEL_KEEPS_REMAINING)) {
            return 0;
        }
        return order.amount - order.captured;
    }

    /** Whether the clock has passed the expiry while something was left to capture. */
    boolean isExpired(KlarnaOrder order) {
        return clock.millis() >= order.expiresAt && order.captured < order.amount;
    }

    /** How much of a capture has been refunded, as far as the refunds have been allocated. */
    long refundedOf(KlarnaOrder order, Capture capture) {
        long settledBefore = clock.millis() - value(KlarnaSwitch.REFUND_ALLOCATION_MS);
        long allocated = order.refunds().stream()
                .filter(refund -> refund.at() <= settledBefore)
                .mapToLong(Refund::amount)
                .sum();
        for (Capture earlier : order.captures()) {
            if (earlier == capture) {
                return Math.max(0, Math.min(allocated, capture.amount()));
            }
            allocated -= earlier.amount();
        }
        return 0;
    }

    private boolean isRefundedAndClosed(KlarnaOrder order) {
        return order.captured > 0
                && order.refunded >= order.captured
                && remaining(order) == 0
                && isOn(KlarnaSwitch.CLOSED_AFTER_REFUND);
    }
}
