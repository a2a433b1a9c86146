package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SandboxClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes orders of one kind, with a history that is not written to the ledger. They share what does not differ. */
final class SveaOrderFactory {

    private final NewOrder order;
    private final SveaPaymentType type;
    private final SveaHistory history;
    private final List<SveaRow> rows;
    private final long total;
    private final long createdAt;
    private final int deliveries;
    private final AtomicLong ids;

    SveaOrderFactory(NewOrder order, SandboxClock clock, long settleHours, AtomicLong ids) {
        this.order = order;
        this.ids = ids;
        this.type = SveaPaymentType.named(order.paymentType());
        this.history = SveaHistory.named(order.stateOrDefault(), type);
        this.rows = rows(order.linesOrDefault());
        this.total = order.total();
        boolean old = history == SveaHistory.SETTLED || history == SveaHistory.CREDITED;
        this.createdAt =
                clock.millis() - (old ? Duration.ofHours(settleHours + 1).toMillis() : 0);
        this.deliveries = order.activations() == null ? 1 : order.activations();
        if (deliveries < 1 || deliveries > rows.size()) {
            throw new IllegalArgumentException("There are " + rows.size() + " lines, one at least per delivery");
        }
        if (deliveries > 1 && !type.isDeliveredInParts()) {
            throw new IllegalArgumentException(type.wireName() + " is delivered once");
        }
        if (history == SveaHistory.PART_DELIVERED && (!type.isDeliveredInParts() || deliveries >= rows.size())) {
            throw new IllegalArgumentException("Too few lines to be partly delivered");
        }
    }

    SveaOrder make(AtomicLong nextOrderId) {
        long id = order.id() == null ? nextOrderId.incrementAndGet() : number(order.id());
        return make(id, order.orderNumber());
    }

    void makeMany(BulkOrder bulk, Consumer<SveaOrder> consumer) {
        for (int i = 0; i < bulk.count(); i++) {
            consumer.accept(make(bulk.idNumber(i), bulk.orderNumber(i)));
        }
    }

    private SveaOrder make(long id, @Nullable String orderNumber) {
        SveaOrder made = new SveaOrder(id, orderNumber, type, order.currencyOrDefault(), total, rows, createdAt);
        made.business = order.isBusiness();
        made.pending = history == SveaHistory.PENDING;
        if (history.isDelivered() || history == SveaHistory.PART_DELIVERED) {
            deliver(made);
        }
        switch (history) {
            case DELIVERED, SETTLED -> made.status = SveaOrder.Status.DELIVERED;
            case CREDITED -> credit(made);
            case PROCESSING -> made.status = SveaOrder.Status.PROCESSING;
            case FAILED -> made.status = SveaOrder.Status.FAILED;
            case CANCELLED -> {
                made.status = SveaOrder.Status.CANCELLED;
                made.cancelledAmount = total;
                made.rows = type.isInvoiced()
                        ? rows.stream().map(SveaRow::asCancelled).toList()
                        : rows;
            }
            default -> {}
        }
        return made;
    }

    /** One row per delivery; the last delivery takes the rest, unless the order stays partly delivered. */
    private void deliver(SveaOrder made) {
        for (int i = 0; i < deliveries; i++) {
            boolean rest = i == deliveries - 1 && history != SveaHistory.PART_DELIVERED;
            List<SveaRow> delivered = rows.subList(i, rest ? rows.size() : i + 1);
            long amount = delivered.stream().mapToLong(SveaRow::total).sum();
            made.add(new SveaDelivery(ids.incrementAndGet(), createdAt, amount, List.copyOf(delivered)));
        }
        made.rows =
                history == SveaHistory.PART_DELIVERED ? List.copyOf(rows.subList(deliveries, rows.size())) : List.of();
    }

    private void credit(SveaOrder made) {
        made.status = type.isInvoiced() && type != SveaPaymentType.INVOICE
                ? SveaOrder.Status.CANCELLED
                : SveaOrder.Status.DELIVERED;
        for (SveaDelivery delivery : made.deliveries()) {
            SveaCredit credit = new SveaCredit(ids.incrementAndGet(), delivery.amount, List.of());
            delivery.add(credit, Map.of(), createdAt);
        }
    }

    private static List<SveaRow> rows(List<NewOrder.Line> lines) {
        List<SveaRow> rows = new ArrayList<>();
        for (NewOrder.Line line : lines) {
            rows.add(new SveaRow(
                    rows.size() + 1L,
                    line.reference(),
                    line.name(),
                    line.quantity() * 100,
                    line.unitPrice(),
                    0,
                    line.discountOrNone(),
                    line.taxRate(),
                    "st",
                    line.typeOrDefault().equals("shipping_fee") ? "ShippingFee" : null,
                    false));
        }
        return List.copyOf(rows);
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A Svea order id is a number: " + id, e);
        }
    }
}
