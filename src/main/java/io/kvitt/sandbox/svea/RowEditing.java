package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Adds, changes and replaces the rows of an order that is not delivered. A higher total is a new credit check. */
record RowEditing(SveaReading reading, SveaBooks books) {

    void requireAddable(SveaOrder order, List<SveaBody> forms) {
        require(order, SveaReading.ADD_ROW);
        long added = forms.stream()
                .mapToLong(form -> SveaRowForm.complete(form, 1).total())
                .sum();
        requireApproved(added);
    }

    void add(SveaOrder order, List<SveaBody> forms, long firstId, Cause cause) {
        requireAddable(order, forms);
        List<SveaRow> rows = new ArrayList<>(order.rows);
        long id = Math.max(firstId, order.nextRowId());
        for (SveaBody form : forms) {
            SveaRow row = SveaRowForm.complete(form, id++);
            rows.add(row);
            order.amount += row.total();
        }
        order.rows = List.copyOf(rows);
        books.write(order, MoneyEffect.UPDATE, "add-rows", order.amount, cause);
    }

    /** Row id → the fields to change. */
    void update(SveaOrder order, Map<Long, SveaBody> changes, Cause cause) {
        require(order, SveaReading.UPDATE_ROW);
        changes.keySet().forEach(id -> {
            SveaRow row = order.row(id).orElseThrow(() -> SveaRefusal.notFound("Row " + id));
            if (row.cancelled()) {
                throw SveaRefusal.notOffered("CanUpdateRow", reading.switches());
            }
        });
        List<SveaRow> rows = order.rows.stream()
                .map(row -> changes.containsKey(row.id()) ? SveaRowForm.changed(changes.get(row.id()), row) : row)
                .toList();
        long raised = total(rows) - total(order.rows);
        requireApproved(raised);
        order.rows = rows;
        order.amount += raised;
        books.write(order, MoneyEffect.UPDATE, "update-rows", order.amount, cause);
    }

    void replace(SveaOrder order, List<SveaBody> forms, Cause cause) {
        require(order, SveaReading.UPDATE_ROW);
        if (!order.deliveries().isEmpty()) {
            throw SveaRefusal.notOffered("replacing rows of a partly delivered order", reading.switches());
        }
        if (forms.isEmpty()) {
            throw SveaRefusal.invalid("OrderRows", "OrderRows is empty");
        }
        List<SveaRow> rows = new ArrayList<>();
        for (SveaBody form : forms) {
            rows.add(SveaRowForm.complete(form, rows.size() + 1L));
        }
        long total = total(rows);
        if (total > order.amount && !reading.switches().on(SveaSwitch.REPLACE_MAY_RAISE)) {
            throw SveaRefusal.refused(SveaRefusal.EXCEEDS, "The new rows exceed the order's amount");
        }
        requireApproved(total - order.amount);
        order.rows = List.copyOf(rows);
        order.amount = total;
        order.cancelledAmount = 0;
        books.write(order, MoneyEffect.UPDATE, "replace-rows", total, cause);
    }

    static Map<Long, SveaBody> changes(SveaBody body) {
        return body.requiredList("OrderRows").stream()
                .collect(Collectors.toMap(
                        change -> change.required(change.has("RowId") ? "RowId" : "OrderRowId"),
                        change -> Objects.requireNonNullElse(change.child("Row"), change),
                        (first, second) -> second));
    }

    private void requireApproved(long raised) {
        if (raised > 0 && !reading.switches().on(SveaSwitch.CREDIT_CHECK_APPROVES)) {
            throw SveaRefusal.refused(SveaRefusal.DENIED, "The credit check was denied");
        }
    }

    private static long total(List<SveaRow> rows) {
        return rows.stream().mapToLong(SveaRow::total).sum();
    }

    private void require(SveaOrder order, String action) {
        if (!reading.actions(order).contains(action)) {
            throw SveaRefusal.notOffered(action, reading.switches());
        }
    }
}
