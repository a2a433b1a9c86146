package io.kvitt.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The configured accounts, and those that were taken out of the configuration while commands of theirs were open: these
 * commands must end too.
 */
final class AccountsAtWork implements Supplier<Set<String>> {

    private static final Duration REFRESH = Duration.ofSeconds(10);

    private final Set<String> configured;
    private final ExecutionLedger ledger;
    private final InstantSource clock;
    private Set<String> names = Set.of();
    private Instant readAt = Instant.MIN;

    AccountsAtWork(Set<String> configured, ExecutionLedger ledger, InstantSource clock) {
        this.configured = Set.copyOf(configured);
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public synchronized Set<String> get() {
        Instant now = clock.instant();
        if (readAt.equals(Instant.MIN) || Duration.between(readAt, now).compareTo(REFRESH) > 0) {
            Set<String> all = new HashSet<>(ledger.accountsAtWork());
            all.addAll(configured);
            names = Set.copyOf(all);
            readAt = now;
        }
        return names;
    }
}
