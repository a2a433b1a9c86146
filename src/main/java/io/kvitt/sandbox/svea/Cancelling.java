package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives reserved money back, and delivered card money as long as it is not settled. */
record Cancelling(SveaReading reading, SveaBooks books) {

    void cancelOrder(SveaOrder order, Cause cause) {
        require(order, SveaReading.CANCEL);
        if (order.type.isReserved()) {
            takeBack(order, order.amount - order.cancelledAmount, "cancel-order", cause);
            return;
        }
        long rest = order.activeRows().stream().mapToLong(SveaRow::total).sum();
        boolean partlyDelivered = !order.deliveries().isEmpty();
        order.rows = order.rows.stream().map(SveaRow::asCancelled).toList();
        order.cancelledAmount = partlyDelivered ? order.cancelledAmount + rest : order.amount;
        end(order);
        books.write(order, MoneyEffect.ANNUL, "cancel-order", rest, cause);
    }

    /** The amount is the new total of everything cancelled, so sending it twice is refused the second time. */
    void cancelAmount(SveaOrder order, long total, Cause cause) {
        require(order, SveaReading.CANCEL_AMOUNT);
        if (total <= order.cancelledAmount || total > order.amount) {
            throw SveaRefusal.refused(
                    SveaRefusal.INVALID_AMOUNT,
                    "CancelledAmount has to be more than " + order.cancelledAmount + " and at most " + order.amount);
        }
        takeBack(order, total - order.cancelledAmount, "cancel-amount", cause);
    }

    void cancelRows(SveaOrder order, List<Long> rowIds, Cause cause) {
        require(order, SveaReading.CANCEL_ROW);
        Set<Long> wanted = new HashSet<>(rowIds);
        long sum = 0;
        for (long rowId : wanted) {
            SveaRow row = order.row(rowId).orElseThrow(() -> SveaRefusal.notFound("Row " + rowId));
            if (row.cancelled()) {
                throw SveaRefusal.notOffered("CanCancelRow", reading.switches());
            }
            sum += row.total();
        }
        if (wanted.isEmpty()) {
            throw SveaRefusal.invalid("OrderRowIds", "OrderRowIds is empty");
        }
        order.rows = order.rows.stream()
                .map(row -> wanted.contains(row.id()) ? row.asCancelled() : row)
                .toList();
        order.cancelledAmount += sum;
        if (order.activeRows().isEmpty()
                && (!order.deliveries().isEmpty()
                        || reading.switches().on(SveaSwitch.ALL_ROWS_CANCELLED_MAKES_CANCELLED))) {
            end(order);
        }
        books.write(order, MoneyEffect.ANNUL, "cancel-rows", sum, cause);
    }

    /** Card money. When nothing is left the order is cancelled, its delivery gone and its rows back. */
    private void takeBack(SveaOrder order, long delta, String operation, Cause cause) {
        boolean delivered = order.status == SveaOrder.Status.DELIVERED;
        order.cancelledAmount += delta;
        for (SveaDelivery delivery : order.deliveries()) {
            delivery.amount -= delta;
        }
        if (order.cancelledAmount >= order.amount) {
            order.status = SveaOrder.Status.CANCELLED;
        }
        books.write(order, delivered ? MoneyEffect.CREDIT : MoneyEffect.ANNUL, operation, delta, cause);
    }

    private void end(SveaOrder order) {
        boolean delivered =
                !order.deliveries().isEmpty() && reading.switches().on(SveaSwitch.CANCEL_REST_MAKES_DELIVERED);
        order.status = delivered ? SveaOrder.Status.DELIVERED : SveaOrder.Status.CANCELLED;
        order.pending = false;
    }

    private void require(SveaOrder order, String action) {
        if (!reading.actions(order).contains(action)) {
            throw SveaRefusal.notOffered(action, reading.switches());
        }
    }
}
