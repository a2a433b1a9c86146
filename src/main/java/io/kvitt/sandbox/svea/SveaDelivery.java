package io.kvitt.sandbox.svea;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was delivered at one time. Guarded by its order's monitor. */
final class SveaDelivery {

    final long id;
    final long createdAt;
    final List<SveaRow> rows;
    long amount;
    long credited;
    long lastCreditAt;
    private List<SveaCredit> credits = List.of();
    private Map<Long, Long> creditedQuantities = Map.of();

    SveaDelivery(long id, long createdAt, long amount, List<SveaRow> rows) {
        this.id = id;
        this.createdAt = createdAt;
        this.amount = amount;
        this.rows = rows;
    }

    List<SveaCredit> credits() {
        return credits;
    }

    boolean isFullyCredited() {
        return credited >= amount;
    }

    long creditableQuantity(SveaRow row) {
        return row.quantity() - creditedQuantities.getOrDefault(row.id(), 0L);
    }

    boolean hasCreditableRow() {
        return rows.stream().anyMatch(row -> creditableQuantity(row) > 0);
    }

    void add(SveaCredit credit, Map<Long, Long> quantities, long at) {
        if (credits.isEmpty()) {
            credits = new ArrayList<>(1);
        }
        credits.add(credit);
        credited += credit.amount();
        lastCreditAt = at;
        if (!quantities.isEmpty()) {
            Map<Long, Long> merged = new HashMap<>(creditedQuantities);
            quantities.forEach((row, quantity) -> merged.merge(row, quantity, Long::sum));
            creditedQuantities = merged;
        }
    }

    /** The credit failed after all. */
    void remove(SveaCredit credit, Map<Long, Long> quantities) {
        credits.remove(credit);
        credited -= credit.amount();
        Map<Long, Long> merged = new HashMap<>(creditedQuantities);
        quantities.forEach((row, quantity) -> merged.merge(row, -quantity, Long::sum));
        creditedQuantities = merged;
    }
}
