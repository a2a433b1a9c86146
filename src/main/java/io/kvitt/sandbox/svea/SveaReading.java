package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.Switches;
import java.time.Duration;
import java.util.List;

/**
 * What an order offers at this moment. The lists are those that Svea's own end-to-end tests assert, per payment type
 * and state; clients are told to go by them and not by the payment type.
 */
record SveaReading(SandboxClock clock, Switches switches) {

    static final String DELIVER = "CanDeliverOrder";
    static final String DELIVER_PARTIALLY = "CanDeliverPartially";
    static final String CANCEL = "CanCancelOrder";
    static final String CANCEL_ROW = "CanCancelOrderRow";
    static final String CANCEL_AMOUNT = "CanCancelAmount";
    static final String ADD_ROW = "CanAddOrderRow";
    static final String UPDATE_ROW = "CanUpdateOrderRow";
    static final String CREDIT_NEW_ROW = "CanCreditNewRow";
    static final String CREDIT_ROWS = "CanCreditOrderRows";
    static final String CREDIT_AMOUNT = "CanCreditAmount";

    private static final List<String> IN_PARTS =
            List.of(DELIVER, DELIVER_PARTIALLY, CANCEL, CANCEL_ROW, ADD_ROW, UPDATE_ROW);
    private static final List<String> AS_A_WHOLE = List.of(DELIVER, CANCEL, CANCEL_ROW, ADD_ROW, UPDATE_ROW);
    private static final List<String> IN_REVIEW = List.of(CANCEL, CANCEL_ROW, ADD_ROW, UPDATE_ROW);
    private static final List<String> RESERVED = List.of(DELIVER, CANCEL, CANCEL_AMOUNT);
    private static final List<String> UNSETTLED = List.of(CANCEL, CANCEL_AMOUNT);

    List<String> actions(SveaOrder order) {
        if (order.type.isReserved()) {
            return switch (order.status) {
                case OPEN -> order.pending ? UNSETTLED : RESERVED;
                case DELIVERED -> isSettled(order) ? List.of() : UNSETTLED;
                default -> List.of();
            };
        }
        if (order.status != SveaOrder.Status.OPEN) {
            return List.of();
        }
        if (order.pending) {
            return IN_REVIEW;
        }
        return order.type.isDeliveredInParts() ? IN_PARTS : AS_A_WHOLE;
    }

    List<String> actions(SveaOrder order, SveaRow row) {
        if (order.status != SveaOrder.Status.OPEN || row.cancelled() || !order.type.isInvoiced()) {
            return List.of();
        }
        return order.type.isDeliveredInParts() && !order.pending
                ? List.of("CanDeliverRow", "CanCancelRow", "CanUpdateRow")
                : List.of("CanCancelRow", "CanUpdateRow");
    }

    List<String> actions(SveaOrder order, SveaDelivery delivery) {
        if (delivery.isFullyCredited()) {
            return List.of();
        }
        if (order.type.isInvoiced()) {
            return delivery.hasCreditableRow() ? List.of(CREDIT_NEW_ROW, CREDIT_ROWS) : List.of(CREDIT_NEW_ROW);
        }
        if (order.status != SveaOrder.Status.DELIVERED || !isSettled(order) || isBankCreditOnItsWay(order, delivery)) {
            return List.of();
        }
        return List.of(CREDIT_AMOUNT);
    }

    List<String> actionsOfDelivered(SveaOrder order, SveaDelivery delivery, SveaRow row) {
        boolean creditable =
                order.type.isInvoiced() && !delivery.isFullyCredited() && delivery.creditableQuantity(row) > 0;
        return creditable ? List.of("CanCreditRow") : List.of();
    }

    /** A bank credit is not seen in the order at once. */
    long visibleCredit(SveaOrder order, SveaDelivery delivery) {
        if (!isBankCreditOnItsWay(order, delivery)) {
            return delivery.credited;
        }
        List<SveaCredit> credits = delivery.credits();
        return delivery.credited - credits.get(credits.size() - 1).amount();
    }

    String systemStatus(SveaOrder order) {
        if (order.pending) {
            return "Pending";
        }
        if (order.type.isInvoiced()) {
            return order.status == SveaOrder.Status.OPEN ? "Active" : "Closed";
        }
        return switch (order.status) {
            case OPEN, PROCESSING -> "AUTHORIZED";
            case DELIVERED -> isSettled(order) ? "SUCCESS" : "CONFIRMED";
            case CANCELLED -> "ANNULLED";
            case FAILED -> "FAILED";
        };
    }

    /** Card money is settled about a day after the delivery; until then it is taken back by cancelling. */
    boolean isSettled(SveaOrder order) {
        if (order.type.isPaid()) {
            return true;
        }
        long wait = Duration.ofHours(switches.value(SveaSwitch.SETTLE_HOURS)).toMillis();
        return order.deliveries().stream().anyMatch(delivery -> clock.millis() >= delivery.createdAt + wait);
    }

    private boolean isBankCreditOnItsWay(SveaOrder order, SveaDelivery delivery) {
        return order.type == SveaPaymentType.DIRECT_BANK
                && !delivery.credits().isEmpty()
                && clock.millis() < delivery.lastCreditAt + switches.value(SveaSwitch.BANK_CREDIT_MS);
    }
}
