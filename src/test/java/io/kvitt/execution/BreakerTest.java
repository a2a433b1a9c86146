package io.kvitt.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Breaker breaker = new Breaker(new BreakerSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(15)));

    @Test
    void a_few_failures_do_not_open_it_and_an_answer_in_between_starts_the_count_again() {
        assertThat(breaker.failed(NOW)).isFalse();
        assertThat(breaker.failed(NOW)).isFalse();
        breaker.answered();
        assertThat(breaker.failed(NOW)).isFalse();
        assertThat(breaker.failed(NOW)).isFalse();

        assertThat(breaker.limit(20, NOW)).isEqualTo(20);
    }

    @Test
    void after_failures_in_a_row_nothing_is_tried_for_a_while_and_then_one_at_a_time() {
        open();

        assertThat(breaker.limit(20, NOW.plusMillis(4_999))).isZero();
        assertThat(breaker.limit(20, NOW.plusSeconds(5))).isEqualTo(1);
    }

    @Test
    void each_further_failure_doubles_the_pause_up_to_the_longest() {
        open();
        assertThat(breaker.failed(NOW.plusSeconds(5))).isTrue();
        assertThat(breaker.limit(20, NOW.plusSeconds(14))).isZero();
        assertThat(breaker.failed(NOW.plusSeconds(15))).isTrue();
        assertThat(breaker.limit(20, NOW.plusSeconds(29))).isZero();
        assertThat(breaker.failed(NOW.plusSeconds(30))).isTrue();

        assertThat(breaker.limit(20, NOW.plusSeconds(45))).isEqualTo(1);
    }

    @Test
    void failures_of_those_that_were_at_work_already_do_not_lengthen_the_pause() {
        open();

        assertThat(breaker.failed(NOW.plusSeconds(1))).isFalse();

        assertThat(breaker.limit(20, NOW.plusSeconds(5))).isEqualTo(1);
    }

    @Test
    void the_first_answer_closes_it_for_all() {
        open();

        assertThat(breaker.answered()).isTrue();

        assertThat(breaker.limit(20, NOW)).isEqualTo(20);
        open();
        assertThat(breaker.limit(20, NOW.plusSeconds(5))).isEqualTo(1);
    }

    @Test
    void a_pause_that_the_provider_asks_for_is_kept_and_is_no_failure() {
        breaker.hold(NOW.plusSeconds(3));
        breaker.hold(NOW.plusSeconds(1));
        breaker.answered();

        assertThat(breaker.limit(20, NOW.plusMillis(2_999))).isZero();
        assertThat(breaker.limit(20, NOW.plusSeconds(3))).isEqualTo(20);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void settings_that_could_never_work_are_refused_by_name() {
        assertThatThrownBy(() -> new BreakerSettings(0, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("kvitt.breaker.failures");
        assertThatThrownBy(() -> new BreakerSettings(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("kvitt.breaker.pause");
    }

    private void open() {
        breaker.failed(NOW);
        breaker.failed(NOW);
        assertThat(breaker.failed(NOW)).isTrue();
    }
}
