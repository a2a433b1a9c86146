package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a human does in Svea's administration, behind the caller's back and without a queue. */
record SveaPortal(
        SveaReading reading, AtomicLong ids, Delivering delivering, Cancelling cancelling, Crediting crediting) {

    void edit(SveaOrder order, PortalEdit edit) {
        Long amount = edit.amount();
        switch (edit.operation()) {
            case "deliver" ->
                delivering.deliver(order, Delivering.Wanted.EVERYTHING, ids.incrementAndGet(), Cause.PORTAL);
            case "deliver-row" -> {
                List<Long> first = List.of(firstRow(order));
                Delivering.Wanted wanted = new Delivering.Wanted(first, Map.of(), false);
                delivering.deliver(order, wanted, ids.incrementAndGet(), Cause.PORTAL);
            }
            case "cancel" -> cancelling.cancelOrder(order, Cause.PORTAL);
            case "cancel-amount" -> {
                long total = amount == null ? order.amount : order.cancelledAmount + amount;
                cancelling.cancelAmount(order, total, Cause.PORTAL);
            }
            case "cancel-row" -> cancelling.cancelRows(order, List.of(firstRow(order)), Cause.PORTAL);
            case "credit" -> order.deliveries().forEach(delivery -> credit(order, delivery, amount));
            case "release" -> order.pending = false;
            // The buyer's doing, not a person's in the portal: the checkout is finished.
            case "pay" -> order.status = SveaOrder.Status.OPEN;
            default -> throw new IllegalArgumentException("The portal knows no operation " + edit.operation());
        }
    }

    private void credit(SveaOrder order, SveaDelivery delivery, @Nullable Long amount) {
        long credited = amount == null ? delivery.amount - delivery.credited : amount;
        long creditId = ids.incrementAndGet();
        if (!order.type.isInvoiced()) {
            crediting.creditAmount(order, delivery, delivery.credited + credited, creditId, Cause.PORTAL);
            return;
        }
        SveaRow row = new SveaRow(0, null, "Kredit", 100, credited, 0, 0, 2500, null, null, false);
        Crediting.Wanted wanted = new Crediting.Wanted(null, Map.of(), List.of(row), null);
        crediting.credit(order, delivery, wanted, creditId, "credit", Cause.PORTAL);
    }

    private static long firstRow(SveaOrder order) {
        return order.activeRows().stream().findFirst().map(SveaRow::id).orElseThrow(() -> SveaRefusal.notFound("Row"));
    }
}
