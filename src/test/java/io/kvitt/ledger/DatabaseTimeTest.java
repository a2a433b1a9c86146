package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kvitt.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabaseTimeTest {

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final AtomicLong counter = new AtomicLong(42);
    private final DatabaseTime time = new DatabaseTime(jdbc, counter::get);

    @Test
    void it_is_the_database_s_time() {
        assertThat(time.instant()).isCloseTo(databaseNow(), within(5, ChronoUnit.SECONDS));
        assertThat(time.clock().instant()).isEqualTo(time.instant());
    }

    @Test
    void between_two_looks_it_goes_on_with_the_steady_counter() {
        Instant before = time.instant();

        counter.addAndGet(TimeUnit.HOURS.toNanos(3));

        assertThat(time.instant()).isEqualTo(before.plus(Duration.ofHours(3)));
    }

    @Test
    void what_it_was_off_is_put_right_by_the_next_look() {
        counter.addAndGet(TimeUnit.HOURS.toNanos(3));

        time.adjust();

        assertThat(time.instant()).isCloseTo(databaseNow(), within(5, ChronoUnit.SECONDS));
    }

    private Instant databaseNow() {
        return jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class)
                .toInstant();
    }
}
