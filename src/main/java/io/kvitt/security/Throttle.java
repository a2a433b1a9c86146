package io.kvitt.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Token buckets, one for each key, in a bounded memory: who has not been seen for longest is forgotten first. */
final class Throttle {

    private static final int MOST_KEYS = 10_000;

    private final int burst;
    private final Duration refill;
    private final Clock clock;
    private final Map<String, Instant> emptySince = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /**
     * @param burst how many are let through at once
     * @param refill after how long another one is
     */
    Throttle(int burst, Duration refill, Clock clock) {
        this.burst = burst;
        this.refill = refill;
        this.clock = clock;
    }

    /** Takes a token; false when there is none left. */
    synchronized boolean take(String key) {
        Instant now = clock.instant();
        // A bucket is the moment at which it was, or would have been, empty: full is burst × refill ago.
        Instant full = now.minus(refill.multipliedBy(burst));
        Instant empty = emptySince.getOrDefault(key, full);
        Instant next = (empty.isBefore(full) ? full : empty).plus(refill);
        if (next.isAfter(now)) {
            return false;
        }
        emptySince.put(key, next);
        return true;
    }
}
