package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Ids;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.SandboxClock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes orders of one kind, with a history that is not written to the ledger. They share what does not differ. */
final class KlarnaOrderFactory {

    private final NewOrder order;
    private final String lines;
    private final KlarnaHistory history;
    private final long total;
    private final long captured;
    private final int captures;
    private final long createdAt;
    private final long expiresAt;

    KlarnaOrderFactory(NewOrder order, SandboxClock clock, long authorizationDays) {
        this.order = order;
        this.lines = KlarnaLines.of(order.linesOrDefault());
        this.history = KlarnaHistory.named(order.stateOrDefault());
        this.total = order.total();
        this.captured = order.activatedAmount() == null ? history.captured(total) : order.activatedAmount();
        this.captures = order.activations() == null ? 1 : order.activations();
        if (captured < 0 || captured > total || captures < 1 || captured > 0 && captures > captured) {
            throw new IllegalArgumentException("The captures do not fit into the amount");
        }
        long age = history == KlarnaHistory.EXPIRED
                ? Duration.ofDays(authorizationDays + 2).toMillis()
                : 0;
        this.createdAt = clock.millis() - age;
        this.expiresAt = Authorizing.expiry(createdAt, authorizationDays);
    }

    KlarnaOrder make() {
        return make(order.id() == null ? Ids.random() : uuid(order.id()), order.orderNumber());
    }

    void makeMany(BulkOrder bulk, Consumer<KlarnaOrder> consumer) {
        for (int i = 0; i < bulk.count(); i++) {
            consumer.accept(make(id(bulk.idNumber(i)), bulk.orderNumber(i)));
        }
    }

    /** A UUID that ends in the number's decimal digits. */
    static String id(long number) {
        String digits = "000000000000" + number;
        return "00000000-0000-4000-8000-" + digits.substring(digits.length() - 12);
    }

    private static String uuid(String id) {
        if (id.length() != 36) {
            throw new IllegalArgumentException("A Klarna order id is a UUID: " + id);
        }
        return UUID.fromString(id).toString();
    }

    private KlarnaOrder make(String id, @Nullable String orderNumber) {
        String paymentType =
                order.paymentType() == null ? order.isBusiness() ? "INVOICE_BUSINESS" : "INVOICE" : order.paymentType();
        KlarnaOrder made = new KlarnaOrder(
                id, orderNumber, order.currencyOrDefault(), paymentType, total, lines, createdAt, expiresAt);
        made.business = order.isBusiness();
        capture(made);
        switch (history) {
            case PENDING -> made.fraud = FraudStatus.PENDING;
            case REJECTED -> made.fraud = FraudStatus.REJECTED;
            case STOPPED -> made.fraud = FraudStatus.STOPPED;
            case CANCELLED -> made.cancelled = true;
            case CLOSED -> made.closed = true;
            case REFUNDED -> made.add(new Refund(Ids.random(), captured, createdAt, null, null, lines));
            default -> {}
        }
        return made;
    }

    /** Equal captures; the last one takes what the division leaves over. */
    private void capture(KlarnaOrder made) {
        long left = captured;
        for (int number = 1; left > 0; number++) {
            long amount = number == captures ? left : captured / captures;
            String captured = amount == total ? lines : KlarnaLines.NONE.json();
            made.add(Capture.of(Ids.random(), number, amount, createdAt, null, null, captured, null));
            left -= amount;
        }
    }
}
