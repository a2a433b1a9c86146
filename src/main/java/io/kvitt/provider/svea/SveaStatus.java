package io.kvitt.provider.svea;

import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.util.Locale;

/**
 * Kvitt's word for an order's status. Svea has no word for "partly delivered" and calls a payment plan that was
 * credited in full "cancelled", so actions, deliveries and amounts decide, and the order status only sets the scene.
 */
final class SveaStatus {

    private SveaStatus() {}

    /** @throws ReadFailed when Svea says something that is not known, or that cannot be; a status is never guessed */
    static PaymentStatus of(SveaOrder order) {
        return switch (order.orderStatus().toUpperCase(Locale.ROOT)) {
            case "OPEN" -> open(order);
            case "PROCESSING", "PENDING" -> PaymentStatus.PENDING;
            case "DELIVERED" -> delivered(order);
            case "CANCELLED" -> order.activated() == 0 ? PaymentStatus.ANNULLED : byAmounts(order);
            case "FAILED" -> PaymentStatus.FAILED;
            default ->
                throw new ReadFailed(Code.READING_CONTRADICTS, "Svea's order status is not one that is known", null);
        };
    }

    private static PaymentStatus open(SveaOrder order) {
        if ("PENDING".equalsIgnoreCase(order.systemStatus())) {
            return PaymentStatus.PENDING;
        }
        boolean nothingDelivered = order.deliveries().isEmpty();
        if (order.canDeliver()) {
            return nothingDelivered ? PaymentStatus.AUTHORIZED : PaymentStatus.PARTLY_ACTIVATED;
        }
        boolean nothingLeft = !nothingDelivered && order.activated() >= order.total();
        return nothingLeft ? byAmounts(order) : PaymentStatus.PENDING;
    }

    private static PaymentStatus delivered(SveaOrder order) {
        if (order.canDeliver() && !order.deliveries().isEmpty()) {
            return PaymentStatus.PARTLY_ACTIVATED;
        }
        if (order.activated() == 0 && order.orderAmount() > 0) {
            if (order.total() > 0) {
                throw new ReadFailed(Code.READING_CONTRADICTS, "Svea's order is delivered without a delivery", null);
            }
            return PaymentStatus.ANNULLED;
        }
        return byAmounts(order);
    }

    /**
     * Nothing is left to deliver. "Lowered, then delivered" and "delivered in part, then the rest cancelled" end in the same
     * amounts; it is taken for the second, which no activation may call a success.
     */
    private static PaymentStatus byAmounts(SveaOrder order) {
        if (order.credited() == 0) {
            return order.activated() < order.orderAmount() ? PaymentStatus.REST_ENDED : PaymentStatus.ACTIVATED;
        }
        boolean nothingLeft = order.deliveries().stream().allMatch(delivery -> delivery.left() == 0);
        return nothingLeft ? PaymentStatus.CREDITED : PaymentStatus.PARTLY_CREDITED;
    }
}
