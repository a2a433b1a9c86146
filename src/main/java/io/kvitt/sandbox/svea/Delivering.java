package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Delivers an order: sends the invoice, or takes the reserved money. */
record Delivering(SveaReading reading, SveaBooks books) {

    /**
     * A delivery as asked for.
     *
     * @param rowIds none for everything
     * @param quantities for rows that are delivered in part
     */
    record Wanted(List<Long> rowIds, Map<Long, Long> quantities, boolean cancelRemaining) {

        /** How an invoice is sent, by name or number. */
        private static final Set<String> WAYS = Set.of("default", "post", "email", "einvoiceb2b", "0", "2", "3", "4");

        static final Wanted EVERYTHING = new Wanted(List.of(), Map.of(), false);

        static Wanted of(SveaBody body) {
            List<Long> rowIds = body.rowIds();
            String way = body.text("InvoiceDistributionType", 20);
            if (way != null && !WAYS.contains(way.toLowerCase(Locale.ROOT))) {
                throw SveaRefusal.invalid("InvoiceDistributionType", "InvoiceDistributionType is not known");
            }
            return new Wanted(rowIds, body.quantities("RowDeliveryOptions", rowIds), body.isTrue("CancelRemaining"));
        }

        boolean isEverything(SveaOrder order) {
            List<SveaRow> active = order.activeRows();
            return rowIds.isEmpty()
                    || quantities.isEmpty()
                            && new HashSet<>(rowIds)
                                    .equals(new HashSet<>(
                                            active.stream().map(SveaRow::id).toList()));
        }
    }

    /** Refuses what cannot be delivered; asked when the request comes and again when the task runs. */
    void requirePossible(SveaOrder order, Wanted wanted) {
        List<String> actions = reading.actions(order);
        if (!actions.contains(SveaReading.DELIVER)) {
            throw SveaRefusal.notOffered(SveaReading.DELIVER, reading.switches());
        }
        if (order.type.isReserved()) {
            return;
        }
        for (long rowId : wanted.rowIds()) {
            SveaRow row = order.row(rowId)
                    .filter(found -> !found.cancelled())
                    .orElseThrow(() -> SveaRefusal.refused(
                            SveaRefusal.ROWS_DO_NOT_MATCH, "Row " + rowId + " cannot be delivered"));
            if (wanted.quantities().getOrDefault(rowId, 0L) > row.quantity()) {
                throw SveaRefusal.invalid("RowDeliveryOptions", "Row " + rowId + " has a smaller quantity");
            }
        }
        if (!wanted.isEverything(order) && !actions.contains(SveaReading.DELIVER_PARTIALLY)) {
            throw SveaRefusal.notOffered(SveaReading.DELIVER_PARTIALLY, reading.switches());
        }
    }

    /** A card order is delivered whole whatever rows are named; its money is one reservation. */
    void deliver(SveaOrder order, Wanted wanted, long deliveryId, Cause cause) {
        requirePossible(order, wanted);
        if (order.type.isReserved()) {
            deliverReserved(order, order.amount - order.cancelledAmount, deliveryId, "deliver", cause);
            return;
        }
        List<SveaRow> delivered = new ArrayList<>();
        List<SveaRow> left = new ArrayList<>();
        boolean everything = wanted.isEverything(order);
        for (SveaRow row : order.rows) {
            if (row.cancelled() || !everything && !wanted.rowIds().contains(row.id())) {
                left.add(row);
                continue;
            }
            long quantity = wanted.quantities().getOrDefault(row.id(), row.quantity());
            delivered.add(row.withQuantity(quantity));
            if (quantity < row.quantity()) {
                left.add(row.withQuantity(row.quantity() - quantity));
            }
        }
        order.rows = List.copyOf(left);
        long amount = delivered.stream().mapToLong(SveaRow::total).sum();
        order.add(new SveaDelivery(deliveryId, reading.clock().millis(), amount, List.copyOf(delivered)));
        books.write(order, MoneyEffect.ACTIVATE, "deliver", amount, cause);
        if (wanted.cancelRemaining()) {
            cancelRemaining(order, cause);
        }
        if (order.activeRows().isEmpty()) {
            order.status = SveaOrder.Status.DELIVERED;
        }
    }

    void requirePossible(SveaOrder order, long amount) {
        List<String> actions = reading.actions(order);
        if (!actions.contains(SveaReading.DELIVER) || !actions.contains(SveaReading.CANCEL_AMOUNT)) {
            throw SveaRefusal.notOffered(SveaReading.DELIVER, reading.switches());
        }
        if (amount <= 0 || amount > order.amount - order.cancelledAmount) {
            throw SveaRefusal.refused(SveaRefusal.INVALID_AMOUNT, "DeliveredAmount exceeds what is left");
        }
    }

    /** Everything counts as delivered; what the amount does not cover is cancelled. */
    void deliverLower(SveaOrder order, long amount, long deliveryId, Cause cause) {
        requirePossible(order, amount);
        long rest = order.amount - order.cancelledAmount - amount;
        order.cancelledAmount += rest;
        deliverReserved(order, amount, deliveryId, "deliver-lower", cause);
        if (rest > 0) {
            books.write(order, MoneyEffect.ANNUL, "deliver-lower", rest, cause);
        }
    }

    private void deliverReserved(SveaOrder order, long amount, long deliveryId, String operation, Cause cause) {
        order.add(new SveaDelivery(deliveryId, reading.clock().millis(), amount, order.rows));
        order.rows = List.of();
        order.status = SveaOrder.Status.DELIVERED;
        books.write(order, MoneyEffect.ACTIVATE, operation, amount, cause);
    }

    private void cancelRemaining(SveaOrder order, Cause cause) {
        List<SveaRow> active = order.activeRows();
        if (active.isEmpty()) {
            return;
        }
        long rest = active.stream().mapToLong(SveaRow::total).sum();
        order.cancelledAmount += rest;
        order.rows = order.rows.stream().map(SveaRow::asCancelled).toList();
        books.write(order, MoneyEffect.ANNUL, "cancel-remaining", rest, cause);
    }
}
