package io.kvitt.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The database's time, so that every instance has the same: leases and settling times compare moments that different
 * instances wrote. Between two looks at the database it goes on with the machine's steady counter, which nobody sets.
 */
@Component
class DatabaseTime implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);

    private final JdbcTemplate jdbc;
    private final LongSupplier nanos;
    private volatile Sight last;

    /** The database's time at one value of the steady counter. */
    private record Sight(Instant time, long nanos) {

        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    @Autowired
    DatabaseTime(JdbcTemplate jdbc) {
        this(jdbc, System::nanoTime);
    }

    DatabaseTime(JdbcTemplate jdbc, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.nanos = nanos;
        this.last = look();
    }

    /** A difference that the way to the database and back explains is none. */
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void adjust() {
        long before = nanos.getAsLong();
        Sight seen = look();
        Duration way = Duration.ofNanos(nanos.getAsLong() - before);
        Duration off = Duration.between(last.at(seen.nanos()), seen.time());
        if (off.abs().compareTo(way) > 0) {
            if (off.abs().toMillis() > 1_000) {
                LOG.warn("the clock was {} off the database's", off);
            }
            last = seen;
        }
    }

    private Sight look() {
        long before = nanos.getAsLong();
        Instant time = jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class)
                .toInstant();
        long after = nanos.getAsLong();
        return new Sight(time, before + (after - before) / 2);
    }

    @Override
    public Instant instant() {
        return last.at(nanos.getAsLong());
    }

    /** The only clock of Kvitt's own code. */
    @Bean
    Clock clock() {
        return withZone(ZoneOffset.UTC);
    }
}
