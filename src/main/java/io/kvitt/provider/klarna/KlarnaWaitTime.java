package io.kvitt.provider.klarna;

import io.kvitt.provider.ProviderAnswer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer asks us to wait: {@code Retry-After} in seconds or as a date, else {@code X-Ratelimit-Reset}, which
 * is the one that Klarna documents. Never more than a day.
 */
final class KlarnaWaitTime {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final Clock clock;

    KlarnaWaitTime(Clock clock) {
        this.clock = clock;
    }

    @Nullable
    Duration of(ProviderAnswer answer) {
        Duration asked = retryAfter(answer.header("Retry-After"));
        return asked != null ? asked : seconds(answer.header("X-Ratelimit-Reset"));
    }

    private @Nullable Duration retryAfter(@Nullable String value) {
        Duration seconds = seconds(value);
        if (seconds != null || value == null) {
            return seconds;
        }
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from);
            return limited(Duration.between(clock.instant(), then));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Duration seconds(@Nullable String value) {
        if (value == null || !SECONDS.matcher(value.strip()).matches()) {
            return null;
        }
        return limited(Duration.ofSeconds(Long.parseLong(value.strip())));
    }

    private static Duration limited(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
