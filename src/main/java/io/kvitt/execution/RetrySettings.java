package io.kvitt.execution;

import io.kvitt.payment.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which waits follow on failed tries: an account's own before the common ones, and those for the reason before those
 * for any.
 */
@ConfigurationProperties("kvitt")
record RetrySettings(
        @DefaultValue Schedules retry, @DefaultValue Map<String, AccountSchedules> accounts) {

    /**
     * @param schedule the waits after the first, second, … failed try
     * @param schedules other waits for tries that failed for this reason, such as {@code payment-pending}
     */
    record Schedules(
            @DefaultValue List<Duration> schedule,
            @DefaultValue Map<Code, List<Duration>> schedules) {}

    record AccountSchedules(@DefaultValue Schedules retry) {}

    /** The most tries that any reason is given. */
    int mostTries(String account) {
        return Stream.of(Code.values())
                .mapToInt(code -> waits(account, code).size())
                .max()
                .orElseThrow();
    }

    List<Duration> waits(String account, Code code) {
        Schedules own =
                accounts.containsKey(account) ? accounts.get(account).retry() : new Schedules(List.of(), Map.of());
        if (own.schedules().containsKey(code)) {
            return own.schedules().get(code);
        }
        if (!own.schedule().isEmpty()) {
            return own.schedule();
        }
        return retry.schedules().getOrDefault(code, retry.schedule());
    }
}
