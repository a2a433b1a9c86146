package io.kvitt.execution;

import io.kvitt.payment.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many more payments of each account may be claimed: none while its provider is out, and never so many that an
 * account whose provider hangs could take every worker.
 */
public final class Quotas {

    private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

    /** What a provider asks for longer than this holds up the payment that was asked about, not the whole account. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    /** Workers that one account leaves to the others, where there are so many: a quick provider needs few. */
    private static final int LARGEST_RESERVE = 64;

    private static final Set<Code> PROVIDER_FAILURES =
            Set.of(Code.PROVIDER_UNAVAILABLE, Code.OUTCOME_UNKNOWN, Code.CREDENTIALS_REFUSED, Code.RETRIES_EXHAUSTED);

    private final Supplier<Set<String>> accounts;
    private final int workers;
    private final BreakerSettings settings;
    private final InstantSource clock;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    /**
     * @param accounts those that may have work
     * @param workers how many payments are worked on at once
     * @param clock only differences matter
     */
    Quotas(Supplier<Set<String>> accounts, int workers, BreakerSettings settings, InstantSource clock) {
        this.accounts = accounts;
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    /** How many more payments each account may be at work on; only accounts that have room. */
    Map<String, Integer> rooms(Collection<Execution> atWork) {
        Map<String, Integer> busy = new HashMap<>();
        atWork.forEach(execution -> busy.merge(account(execution), 1, Integer::sum));
        Set<String> names = accounts.get();
        int most = names.size() < 2 ? workers : workers - Math.min(workers / 4, LARGEST_RESERVE);
        Map<String, Integer> rooms = new HashMap<>();
        for (String name : names) {
            int room = breaker(name).limit(most, clock.instant()) - busy.getOrDefault(name, 0);
            if (room > 0) {
                rooms.put(name, room);
            }
        }
        return rooms;
    }

    /**
     * Learns from the end of a pass.
     *
     * @param asked what the provider asked for before the next call; null when it did not say
     */
    void observe(Settlement settlement, @Nullable Duration asked) {
        String account = account(settlement.execution());
        Code code = settlement.code();
        boolean failed = settlement.failed() || code == Code.RETRIES_EXHAUSTED;
        if (failed && code == Code.INTERNAL_ERROR) {
            return;
        }
        if (failed && PROVIDER_FAILURES.contains(code)) {
            if (breaker(account).failed(clock.instant())) {
                LOG.warn("account {}: the provider is out ({}); its payments wait", account, code.wireName());
            }
        } else if (breaker(account).answered()) {
            LOG.info("account {}: the provider answers again", account);
        }
        if (asked != null) {
            Duration pause = asked.compareTo(LONGEST_HOLD) < 0 ? asked : LONGEST_HOLD;
            breaker(account).hold(clock.instant().plus(pause));
        }
    }

    /** The accounts whose providers are out or have asked for a pause, as this instance sees it. */
    public Set<String> out() {
        Set<String> out = new LinkedHashSet<>();
        breakers.forEach((account, breaker) -> {
            if (breaker.limit(1, clock.instant()) == 0 || breaker.isOpen()) {
                out.add(account);
            }
        });
        return out;
    }

    private Breaker breaker(String account) {
        return breakers.computeIfAbsent(account, name -> new Breaker(settings));
    }

    static String account(Execution execution) {
        return String.valueOf(execution.assignment().command().account());
    }
}
