package io.kvitt.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.payment.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final RetrySettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                    "kvitt.retry.schedule", "5s,30s",
                    "kvitt.retry.schedules.payment-pending", "1h",
                    "kvitt.accounts.mine.provider", "svea",
                    "kvitt.accounts.mine.retry.schedule", "7s",
                    "kvitt.accounts.mine.retry.schedules.provider-busy", "2s,3s")))
            .bind("kvitt", RetrySettings.class)
            .get();
    private final RetrySchedule schedule = new RetrySchedule(settings, () -> 0L);

    @Test
    void the_waits_follow_the_common_schedule_unless_something_says_otherwise() {
        assertThat(schedule.next("other", Code.OUTCOME_UNKNOWN, 1, null, NOW)).contains(NOW.plusSeconds(5));
        assertThat(schedule.next("other", Code.OUTCOME_UNKNOWN, 2, null, NOW)).contains(NOW.plusSeconds(30));
        assertThat(schedule.next("other", Code.OUTCOME_UNKNOWN, 3, null, NOW)).isEmpty();
    }

    @Test
    void a_reason_may_have_waits_of_its_own() {
        assertThat(schedule.next("other", Code.PAYMENT_PENDING, 1, null, NOW)).contains(NOW.plusSeconds(3600));
        assertThat(schedule.next("other", Code.PAYMENT_PENDING, 2, null, NOW)).isEmpty();
    }

    @Test
    void an_account_may_have_waits_of_its_own_for_any_reason_or_for_one() {
        assertThat(schedule.next("mine", Code.OUTCOME_UNKNOWN, 1, null, NOW)).contains(NOW.plusSeconds(7));
        assertThat(schedule.next("mine", Code.PROVIDER_BUSY, 2, null, NOW)).contains(NOW.plusSeconds(3));
    }

    @Test
    void what_the_provider_asks_for_is_the_least() {
        assertThat(schedule.next("other", Code.PROVIDER_BUSY, 1, Duration.ofMinutes(2), NOW))
                .contains(NOW.plusSeconds(120));
        assertThat(schedule.next("other", Code.PROVIDER_BUSY, 1, Duration.ofMillis(1), NOW))
                .contains(NOW.plusSeconds(5));
    }

    @Test
    void up_to_a_fifth_is_added_by_chance() {
        RetrySchedule late = new RetrySchedule(settings, () -> Long.MAX_VALUE);

        for (String account : List.of("other", "mine")) {
            Instant next =
                    late.next(account, Code.OUTCOME_UNKNOWN, 1, null, NOW).orElseThrow();
            assertThat(Duration.between(NOW, next)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(8_400));
        }
    }
}
