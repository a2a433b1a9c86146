package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledger as the control API shows it. */
record LedgerView(Ledger ledger) {

    private static final int PAGE = 1000;

    /** An entry with the time written out. */
    private record Line(
            long seq,
            String provider,
            String orderId,
            MoneyEffect effect,
            String operation,
            long amount,
            String currency,
            String at,
            Cause.Actor actor,
            @Nullable String key) {

        static Line of(LedgerEntry entry) {
            return new Line(
                    entry.seq(),
                    entry.provider(),
                    entry.orderId(),
                    entry.effect(),
                    entry.operation(),
                    entry.amount(),
                    entry.currency(),
                    Instant.ofEpochMilli(entry.at()).toString(),
                    entry.cause().actor(),
                    entry.cause().key());
        }
    }

    /**
     * @param entries oldest first
     * @param totals how much of each effect these entries come to
     * @param size how many entries the whole ledger has
     */
    private record Page(List<Line> entries, Map<MoneyEffect, Long> totals, int size) {}

    /** One order's entries, or a page of all that follow a sequence number. */
    Object entries(Map<String, String> parameters) {
        String provider = parameters.get("provider");
        String orderId = parameters.get("orderId");
        if (orderId != null && provider == null) {
            throw new IllegalArgumentException("orderId needs a provider");
        }
        List<LedgerEntry> entries = provider != null && orderId != null
                ? ledger.of(provider, orderId)
                : ledger.after(number(parameters, "after", 0), number(parameters, "limit", PAGE)).stream()
                        .filter(entry -> provider == null || entry.provider().equals(provider))
                        .toList();
        Map<MoneyEffect, Long> totals = new EnumMap<>(MoneyEffect.class);
        entries.forEach(entry -> totals.merge(entry.effect(), entry.amount(), Long::sum));
        return new Page(entries.stream().map(Line::of).toList(), totals, ledger.size());
    }

    static int number(Map<String, String> parameters, String name, int otherwise) {
        String value = parameters.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
