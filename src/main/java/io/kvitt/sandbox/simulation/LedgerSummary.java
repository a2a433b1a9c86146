package io.kvitt.sandbox.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts over the whole ledger.
 *
 * @param operations by provider and operation
 * @param repeated orders on which callers of the API, not humans, caused the same effect more than once: the first
 *     thing to look at after a test of "exactly once"
 */
public record LedgerSummary(
        long entries,
        long orders,
        Map<String, Map<String, Count>> operations,
        Map<MoneyEffect, Count> effects,
        Map<MoneyEffect, Repeated> repeated) {

    private static final int EXAMPLES = 20;

    /** How often, and how much money. */
    public record Count(long count, long amount) {
        static final Count NONE = new Count(0, 0);

        Count plus(LedgerEntry entry) {
            return new Count(count + 1, amount + entry.amount());
        }
    }

    /**
     * @param orders how many orders
     * @param examples some of them
     */
    public record Repeated(long orders, List<String> examples) {}

    public static LedgerSummary of(Ledger ledger) {
        Map<String, Map<String, Count>> operations = new TreeMap<>();
        Map<MoneyEffect, Count> effects = new EnumMap<>(MoneyEffect.class);
        Map<MoneyEffect, Repeated> repeated = new EnumMap<>(MoneyEffect.class);
        long[] totals = new long[2];
        ledger.forEachOrder(entries -> {
            totals[1]++;
            int[] byCallers = new int[MoneyEffect.values().length];
            for (LedgerEntry entry : entries) {
                totals[0]++;
                operations
                        .computeIfAbsent(entry.provider(), key -> new TreeMap<>())
                        .compute(entry.operation(), (key, count) -> (count == null ? Count.NONE : count).plus(entry));
                effects.compute(entry.effect(), (key, count) -> (count == null ? Count.NONE : count).plus(entry));
                if (entry.cause().actor() == Cause.Actor.API
                        && ++byCallers[entry.effect().ordinal()] == 2) {
                    note(repeated, entry);
                }
            }
        });
        return new LedgerSummary(totals[0], totals[1], operations, effects, repeated);
    }

    private static void note(Map<MoneyEffect, Repeated> repeated, LedgerEntry entry) {
        Repeated before = repeated.getOrDefault(entry.effect(), new Repeated(0, new ArrayList<>()));
        if (before.examples().size() < EXAMPLES) {
            before.examples().add(entry.provider() + "/" + entry.orderId());
        }
        repeated.put(entry.effect(), new Repeated(before.orders() + 1, before.examples()));
    }
}
