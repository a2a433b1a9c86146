package io.kvitt.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after each failed try, with up to a fifth more so that many payments do not return at once. */
record RetrySchedule(List<Duration> waits, RandomGenerator random) {

    RetrySchedule {
        waits = List.copyOf(waits);
    }

    /**
     * @param failedTries how many have failed, this one included
     * @param asked what the provider asked for at least; null when it did not say
     * @return when to try again; empty when all tries have been made
     */
    Optional<Instant> next(int failedTries, @Nullable Duration asked, Instant now) {
        if (failedTries > waits.size()) {
            return Optional.empty();
        }
        long wait = waits.get(failedTries - 1).toMillis();
        if (asked != null) {
            wait = Math.max(wait, asked.toMillis());
        }
        return Optional.of(now.plusMillis(wait + random.nextLong(wait / 5 + 1)));
    }
}
