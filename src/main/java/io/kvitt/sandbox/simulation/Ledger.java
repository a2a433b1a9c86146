package io.kvitt.sandbox.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every effect that really happened at the simulated providers, once each, in order. Append-only: the judge of whether
 * money moved exactly once. States that an order was created with are not effects and not written here.
 */
public final class Ledger {

    private final SandboxClock clock;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, Map<String, Link>> newestByOrder = new HashMap<>();

    public Ledger(SandboxClock clock) {
        this.clock = clock;
    }

    public synchronized void append(
            String provider,
            String orderId,
            MoneyEffect effect,
            String operation,
            long amount,
            String currency,
            Cause cause) {
        LedgerEntry entry = new LedgerEntry(
                entries.size() + 1L, provider, orderId, effect, operation, amount, currency, clock.millis(), cause);
        entries.add(entry);
        newestByOrder
                .computeIfAbsent(provider, key -> new HashMap<>())
                .compute(orderId, (key, earlier) -> new Link(entry, earlier));
    }

    /** The effects on one order, oldest first. */
    public synchronized List<LedgerEntry> of(String provider, String orderId) {
        Deque<LedgerEntry> found = new ArrayDeque<>();
        Link link = newestByOrder.getOrDefault(provider, Map.of()).get(orderId);
        for (; link != null; link = link.earlier) {
            found.addFirst(link.entry);
        }
        return List.copyOf(found);
    }

    /** Up to {@code limit} effects after a sequence number, oldest first. */
    public synchronized List<LedgerEntry> after(long seq, int limit) {
        int from = (int) Math.min(Math.max(seq, 0), entries.size());
        return List.copyOf(entries.subList(from, (int) Math.min((long) from + limit, entries.size())));
    }

    public synchronized int size() {
        return entries.size();
    }

    /** Looks at every order's effects, newest first, while nothing is appended. */
    synchronized void forEachOrder(Consumer<Iterable<LedgerEntry>> visitor) {
        newestByOrder.values().forEach(orders -> orders.values().forEach(visitor));
    }

    public synchronized void reset() {
        entries.clear();
        newestByOrder.clear();
    }

    /** Chains the effects of one order without a list per order. */
    private record Link(LedgerEntry entry, @Nullable Link earlier) implements Iterable<LedgerEntry> {
        @Override
        public Iterator<LedgerEntry> iterator() {
            return new Iterator<>() {
                private @Nullable Link next = Link.this;

                @Override
                public boolean hasNext() {
                    return next != null;
                }

                @Override
                public LedgerEntry next() {
                    if (next == null) {
                        throw new NoSuchElementException();
                    }
                    LedgerEntry result = next.entry;
                    next = next.earlier;
                    return result;
                }
            };
        }
    }
}
