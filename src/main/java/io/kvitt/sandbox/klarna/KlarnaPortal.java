package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import java.nio.charset.StandardCharsets;

/** What a human does in the merchant portal, behind the caller's back. */
record KlarnaPortal(KlarnaReading reading, Capturing capturing, Refunding refunding, Authorizing authorizing) {

    void edit(KlarnaOrder order, PortalEdit edit) {
        Long amount = edit.amount();
        String none = KlarnaLines.NONE.json();
        switch (edit.operation()) {
            case "capture" -> {
                long taken = amount == null ? reading.remaining(order) : amount;
                capturing.capture(order, taken, null, null, none, Cause.PORTAL);
            }
            case "refund" -> {
                long returned = amount == null ? order.captured - order.refunded : amount;
                refunding.refund(order, returned, null, null, none, Cause.PORTAL);
            }
            case "cancel" -> authorizing.cancel(order, Cause.PORTAL);
            case "release" -> authorizing.release(order, Cause.PORTAL);
            case "extend" -> authorizing.extend(order, Cause.PORTAL);
            case "accept" -> order.fraud = FraudStatus.ACCEPTED;
            case "reject" -> order.fraud = FraudStatus.REJECTED;
            case "expire" -> order.expiresAt = reading.clock().millis();
            case "close" -> order.closed = true;
            case "update" -> {
                String body = "{\"order_amount\":" + amount + ",\"order_lines\":" + order.lines + "}";
                authorizing.update(
                        order,
                        KlarnaBody.of(KlarnaOperation.UPDATE_AUTHORIZATION, body.getBytes(StandardCharsets.UTF_8)),
                        Cause.PORTAL);
            }
            default -> throw new IllegalArgumentException("The portal knows no operation " + edit.operation());
        }
    }
}
