package io.kvitt.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Keys that the database vouched for less than {@link #TRUSTED} ago, so that not every request has to ask it. Known by
 * their digests; a digest that the database does not know is asked for each time.
 */
@Component
class VerifiedKeys {

    /** How long a key that another instance revokes may still open this one. */
    static final Duration TRUSTED = Duration.ofSeconds(1);

    private record Verified(Caller caller, Instant asked, long era) {

        /** Also over when the clock was set back: nobody knows how long ago it was. */
        boolean counts(Instant now, long currentEra) {
            return era == currentEra && !now.isBefore(asked) && now.isBefore(asked.plus(TRUSTED));
        }
    }

    private final ApiKeyTable table;
    private final Clock clock;
    private final AtomicLong era = new AtomicLong();

    /** As many as there are keys: what is not one is never put in. */
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();

    VerifiedKeys(ApiKeyTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    Optional<Caller> callerWith(String sha256) {
        // Both from before the question, so that what changes while it is answered is asked for again.
        Instant now = clock.instant();
        long current = era.get();
        Verified known = verified.get(sha256);
        if (known != null && known.counts(now, current)) {
            return Optional.of(known.caller());
        }
        Optional<Caller> caller = table.use(sha256).map(row -> new Caller("key:" + row.name(), row.grant()));
        caller.ifPresentOrElse(
                found -> verified.put(sha256, new Verified(found, now, current)), () -> verified.remove(sha256));
        return caller;
    }

    /** From now on each key is asked for anew. */
    void forget() {
        era.incrementAndGet();
    }
}
