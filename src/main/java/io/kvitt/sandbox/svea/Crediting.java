package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives delivered money back. */
record Crediting(SveaReading reading, SveaBooks books) {

    /**
     * A credit as asked for: rows of the delivery or new rows, and a fee that is kept.
     *
     * @param rowIds missing when new rows are credited
     */
    record Wanted(
            @Nullable List<Long> rowIds,
            Map<Long, Long> quantities,
            List<SveaRow> newRows,
            @Nullable SveaRow fee) {

        static Wanted of(SveaBody body) {
            List<SveaRow> newRows = new ArrayList<>();
            SveaBody newRow = body.child("NewCreditOrderRow");
            if (newRow != null) {
                newRows.add(SveaRowForm.forCredit(newRow));
            }
            body.list("NewCreditOrderRows").forEach(row -> newRows.add(SveaRowForm.forCredit(row)));
            if (newRows.isEmpty()) {
                return ofRows(body, null);
            }
            if (body.has("OrderRowIds")) {
                throw SveaRefusal.invalid("OrderRowIds", "Credit either rows or new rows");
            }
            return new Wanted(null, Map.of(), newRows, null);
        }

        static Wanted withFee(SveaBody body) {
            SveaBody fee = body.child("Fee");
            return ofRows(body, fee == null ? null : SveaRowForm.fee(fee, 0));
        }

        private static Wanted ofRows(SveaBody body, @Nullable SveaRow fee) {
            List<Long> rowIds = body.rowIds();
            return new Wanted(rowIds, body.quantities("RowCreditingOptions", rowIds), List.of(), fee);
        }
    }

    /** A credit worked out: what it comes to and which quantities it uses up. */
    private record Sum(long amount, List<SveaRow> rows, Map<Long, Long> quantities) {}

    void requirePossible(SveaOrder order, SveaDelivery delivery, Wanted wanted) {
        sum(order, delivery, wanted);
    }

    /** Returns how to undo it. */
    Runnable credit(
            SveaOrder order, SveaDelivery delivery, Wanted wanted, long creditId, String operation, Cause cause) {
        Sum sum = sum(order, delivery, wanted);
        SveaCredit credit = new SveaCredit(creditId, sum.amount(), sum.rows());
        delivery.add(credit, sum.quantities(), reading.clock().millis());
        SveaOrder.Status before = order.status;
        closeWhenAllCredited(order);
        books.write(order, MoneyEffect.CREDIT, operation, sum.amount(), cause);
        return () -> {
            delivery.remove(credit, sum.quantities());
            order.status = before;
            books.write(order, MoneyEffect.CREDIT, "credit-failed", -sum.amount(), Cause.PROVIDER);
        };
    }

    /** The amount is the new total of everything credited, so sending it twice is refused the second time. */
    void creditAmount(SveaOrder order, SveaDelivery delivery, long total, long creditId, Cause cause) {
        require(order, delivery, SveaReading.CREDIT_AMOUNT);
        if (total <= delivery.credited || total > delivery.amount) {
            throw SveaRefusal.refused(
                    SveaRefusal.INVALID_AMOUNT,
                    "CreditedAmount has to be more than " + delivery.credited + " and at most " + delivery.amount);
        }
        long delta = total - delivery.credited;
        delivery.add(
                new SveaCredit(creditId, delta, List.of()),
                Map.of(),
                reading.clock().millis());
        books.write(order, MoneyEffect.CREDIT, "credit-amount", delta, cause);
    }

    private Sum sum(SveaOrder order, SveaDelivery delivery, Wanted wanted) {
        Sum sum = wanted.rowIds() == null ? ofNewRows(order, delivery, wanted) : ofRows(order, delivery, wanted);
        if (sum.amount() <= 0 || sum.amount() > delivery.amount - delivery.credited) {
            throw SveaRefusal.refused(SveaRefusal.INVALID_AMOUNT, "The credit exceeds what was delivered");
        }
        return sum;
    }

    private Sum ofNewRows(SveaOrder order, SveaDelivery delivery, Wanted wanted) {
        require(order, delivery, SveaReading.CREDIT_NEW_ROW);
        List<SveaRow> rows = wanted.newRows().stream()
                .map(row -> row.asCredited(row.quantity()))
                .toList();
        return new Sum(wanted.newRows().stream().mapToLong(SveaRow::total).sum(), rows, Map.of());
    }

    private Sum ofRows(SveaOrder order, SveaDelivery delivery, Wanted wanted) {
        require(order, delivery, SveaReading.CREDIT_ROWS);
        List<Long> rowIds = wanted.rowIds() == null ? List.of() : wanted.rowIds();
        if (rowIds.isEmpty()) {
            if (!reading.switches().on(SveaSwitch.EMPTY_CREDIT_IS_ALL)) {
                throw SveaRefusal.invalid("OrderRowIds", "OrderRowIds is empty");
            }
            rowIds = delivery.rows.stream()
                    .filter(row -> delivery.creditableQuantity(row) > 0)
                    .map(SveaRow::id)
                    .toList();
        }
        long amount = 0;
        List<SveaRow> rows = new ArrayList<>();
        Map<Long, Long> quantities = new LinkedHashMap<>();
        for (long rowId : rowIds) {
            SveaRow row = delivery.rows.stream()
                    .filter(candidate -> candidate.id() == rowId)
                    .findFirst()
                    .orElseThrow(() -> SveaRefusal.refused(
                            SveaRefusal.ROWS_DO_NOT_MATCH, "Row " + rowId + " is not in the delivery"));
            long left = delivery.creditableQuantity(row);
            long quantity = wanted.quantities().getOrDefault(rowId, left);
            if (left <= 0 || quantity > left || quantities.containsKey(rowId)) {
                throw SveaRefusal.notOffered("CanCreditRow", reading.switches());
            }
            amount += row.total(quantity);
            rows.add(row.asCredited(quantity));
            quantities.put(rowId, quantity);
        }
        return withFee(new Sum(amount, rows, quantities), order, wanted.fee());
    }

    private Sum withFee(Sum sum, SveaOrder order, @Nullable SveaRow fee) {
        if (fee == null) {
            return sum;
        }
        if (order.type != SveaPaymentType.INVOICE) {
            throw SveaRefusal.notOffered("a fee", reading.switches());
        }
        List<SveaRow> rows = new ArrayList<>(sum.rows());
        rows.add(fee.numbered(order.nextRowId()));
        return new Sum(sum.amount() - fee.total(), rows, sum.quantities());
    }

    /** A wholly credited invoice stays Delivered; the other credit types become Cancelled. */
    private void closeWhenAllCredited(SveaOrder order) {
        if (order.type != SveaPaymentType.INVOICE
                && order.activeRows().isEmpty()
                && order.deliveries().stream().allMatch(SveaDelivery::isFullyCredited)) {
            order.status = SveaOrder.Status.CANCELLED;
        }
    }

    private void require(SveaOrder order, SveaDelivery delivery, String action) {
        if (!reading.actions(order, delivery).contains(action)) {
            throw SveaRefusal.notOffered(action, reading.switches());
        }
    }
}
