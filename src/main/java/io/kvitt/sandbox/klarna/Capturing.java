package io.kvitt.sandbox.klarna;

import static io.kvitt.sandbox.klarna.KlarnaRefusal.notAllowed;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Ids;
import io.kvitt.sandbox.simulation.MoneyEffect;
import org.jspecify.annotations.Nullable;

/** Takes reserved money. */
record Capturing(KlarnaReading reading, KlarnaBooks books) {

    private static final String CODE = "CAPTURE_NOT_ALLOWED";

    Capture capture(KlarnaOrder order, KlarnaBody body, Cause cause) {
        long amount = body.amount("captured_amount");
        if (amount == 0 && reading.isOn(KlarnaSwitch.ZERO_CAPTURE_REFUSED)) {
            throw KlarnaRefusal.unprocessable("captured_amount must be greater than or equal to 1");
        }
        KlarnaLines lines = body.lines();
        String description = body.text("description");
        String reference = body.text("reference");
        LineSum.check(reading.switches(), lines, amount);
        Capture capture = capture(order, amount, description, reference, lines.json(), cause);
        capture.shippingInfo().addAll(body.shipments());
        return capture;
    }

    Capture capture(
            KlarnaOrder order,
            long amount,
            @Nullable String description,
            @Nullable String reference,
            String lines,
            Cause cause) {
        requirePossible(order, amount);
        Capture capture = Capture.of(
                Ids.random(),
                order.captures().size() + 1,
                amount,
                reading.clock().millis(),
                description,
                reference,
                lines,
                order.shippingAddress);
        order.add(capture);
        books.write(order, MoneyEffect.ACTIVATE, KlarnaOperation.CAPTURE, amount, cause);
        return capture;
    }

    /** A rejected order may be captured: that is how a merchant overrides the rejection. */
    private void requirePossible(KlarnaOrder order, long amount) {
        KlarnaStatus status = reading.status(order);
        if (status == KlarnaStatus.CANCELLED) {
            throw notAllowed(CODE, "Order " + order.id + " is cancelled. Capture not possible.");
        }
        if (reading.isExpired(order)) {
            throw notAllowed(CODE, "Order " + order.id + " is expired. Capture not possible.");
        }
        if (order.fraud == FraudStatus.PENDING || status == KlarnaStatus.CLOSED) {
            throw notAllowed(CODE, "Capture not allowed");
        }
        if (amount > reading.remaining(order) || status == KlarnaStatus.CAPTURED) {
            throw notAllowed(
                    CODE, "Captured amount is higher than the remaining authorized amount. Capture not possible.");
        }
    }
}
