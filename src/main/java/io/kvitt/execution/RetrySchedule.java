package io.kvitt.execution;

import io.kvitt.payment.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after each failed try, with up to a fifth more so that many payments do not return at once. */
record RetrySchedule(RetrySettings settings, RandomGenerator random) {

    /**
     * @param code why the last try failed
     * @param failedTries how many have failed, this one included
     * @param asked what the provider asked for at least; null when it did not say
     * @return when to try again; empty when all tries have been made
     */
    Optional<Instant> next(String account, Code code, int failedTries, @Nullable Duration asked, Instant now) {
        List<Duration> waits = settings.waits(account, code);
        if (failedTries > waits.size()) {
            return Optional.empty();
        }
        long wait = waits.get(failedTries - 1).toMillis();
        if (asked != null) {
            wait = Math.max(wait, asked.toMillis());
        }
        return Optional.of(now.plusMillis(wait + random.nextLong(wait / 5 + 1)));
    }

    /** Whether nothing more may be tried after so many failures, whatever their reasons. */
    boolean isOver(String account, int failedTries) {
        return failedTries > settings.mostTries(account);
    }
}
