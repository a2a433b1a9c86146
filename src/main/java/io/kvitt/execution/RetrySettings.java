package io.kvitt.execution;

import io.kvitt.payment.Code;
import io.kvitt.provider.SetByAccount;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * Which waits follow on failed tries: an account's own before the common ones, and those for the reason before those
 * for any.
 */
@ConfigurationProperties("kvitt")
record RetrySettings(
        @DefaultValue Common retry, @DefaultValue Map<String, AccountSchedules> accounts) implements SetByAccount {

    /** A review may take days, and reading again soon changes nothing. */
    private static final List<Duration> PENDING = waits("1m", "10m", "1h", "4h", "12h", "24h", "24h", "24h");

    /** What makes no sense may be the moment's; if it is not, waiting does not mend it. */
    private static final List<Duration> SENSELESS = waits("5s", "30s", "2m", "5m");

    private static List<Duration> waits(String... waits) {
        return Stream.of(waits).map(DurationStyle::detectAndParse).toList();
    }

    /**
     * @param schedule the waits after the first, second, … failed try
     * @param schedules other waits for tries that failed for this reason; {@code payment-pending} has
     *     1m,10m,1h,4h,12h,24h,24h,24h of its own, {@code reading-contradicts} and {@code not-shown} have 5s,30s,2m,5m
     */
    record Common(
            @DefaultValue({"5s", "30s", "5m", "30m", "2h", "5h", "12h"})
            List<Duration> schedule,

            @DefaultValue Map<Code, List<Duration>> schedules) {

        Common {
            Map<Code, List<Duration>> all = new EnumMap<>(Code.class);
            all.put(Code.PAYMENT_PENDING, PENDING);
            all.put(Code.READING_CONTRADICTS, SENSELESS);
            all.put(Code.NOT_SHOWN, SENSELESS);
            all.putAll(schedules);
            schedules = Map.copyOf(all);
        }
    }

    /**
     * An account's own.
     *
     * @param schedule the waits after the first, second, … failed try; none takes the common ones
     * @param schedules other waits for tries that failed for this reason
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
