package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;

import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.NewOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Orders at the simulated providers, and the effects that really happened on them. */
final class Orders {

    private static final AtomicInteger NUMBERS = new AtomicInteger(500_000);

    private Orders() {}

    static String number() {
        return Integer.toString(NUMBERS.incrementAndGet());
    }

    /** An order over 1 000.00 SEK. */
    static NewOrder order(String provider) {
        return NewOrder.authorized(provider, number(), 100_000);
    }

    static NewOrder invoice() {
        return order("svea").paidBy("Invoice");
    }

    static NewOrder card() {
        return order("svea").paidBy("Card");
    }

    /** Makes it and returns the provider's order id. */
    static String make(NewOrder order) {
        return SANDBOX.create(order).id();
    }

    /** Each effect as the operation and its amount, oldest first. */
    static List<String> effects(String provider, String orderId) {
        return SANDBOX.ledger().of(provider, orderId).stream()
                .map((LedgerEntry entry) -> entry.operation() + " " + entry.amount())
                .toList();
    }
}
