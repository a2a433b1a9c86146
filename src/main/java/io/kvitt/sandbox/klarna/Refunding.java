package io.kvitt.sandbox.klarna;

import static io.kvitt.sandbox.klarna.KlarnaRefusal.notAllowed;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Ids;
import io.kvitt.sandbox.simulation.MoneyEffect;
import org.jspecify.annotations.Nullable;

/** Gives captured money back. */
record Refunding(KlarnaReading reading, KlarnaBooks books) {

    private static final String CODE = "REFUND_NOT_ALLOWED";

    Refund refund(KlarnaOrder order, KlarnaBody body, Cause cause) {
        long amount = body.amount("refunded_amount");
        if (amount == 0) {
            throw KlarnaRefusal.unprocessable("refunded_amount must be greater than or equal to 1");
        }
        KlarnaLines lines = body.lines();
        String description = body.text("description");
        String reference = body.text("reference");
        LineSum.check(reading.switches(), lines, amount);
        if (lines.withReturnFee() && (lines.sum() != amount || order.captures().size() != 1)) {
            throw notAllowed(CODE, "A return fee needs exact lines and a single capture. Refund not possible");
        }
        return refund(order, amount, description, reference, lines.json(), cause);
    }

    Refund refund(
            KlarnaOrder order,
            long amount,
            @Nullable String description,
            @Nullable String reference,
            String lines,
            Cause cause) {
        requirePossible(order, amount);
        Refund refund = new Refund(Ids.random(), amount, reading.clock().millis(), description, reference, lines);
        order.add(refund);
        books.write(order, MoneyEffect.CREDIT, KlarnaOperation.REFUND, amount, cause);
        return refund;
    }

    private void requirePossible(KlarnaOrder order, long amount) {
        if (order.captures().isEmpty()) {
            throw notAllowed(CODE, "Order has no captures. Refund not possible");
        }
        if (order.closed || reading.isExpired(order) && !reading.isOn(KlarnaSwitch.REFUND_AFTER_EXPIRY)) {
            throw notAllowed(CODE, "Refund not allowed");
        }
        if (amount > order.captured - order.refunded) {
            throw notAllowed(CODE, "Refunded amount is higher than the captured amount. Refund not possible");
        }
    }
}
