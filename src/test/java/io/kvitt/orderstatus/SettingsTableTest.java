package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.TestDatabase;
import io.kvitt.audit.AuditTrail;
import io.kvitt.payment.CreditByStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SettingsTableTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));

    private long auditedBefore;

    @BeforeEach
    void empty() {
        jdbc.execute("truncate order_status_settings");
        auditedBefore = jdbc.queryForObject("select coalesce(max(position), 0) from audit", Long.class);
    }

    @Test
    void before_the_first_version_nothing_is_mapped_and_nothing_credited() {
        assertThat(at(NOW).newest().version()).isZero();
        assertThat(at(NOW).now()).isEqualTo(CreditByStatus.OFF);
    }

    @Test
    void a_change_counts_at_once_for_an_instance_that_has_read_an_older_one() {
        SettingsTable here = at(NOW);
        SettingsTable there = at(NOW);
        here.store(crediting(1), 0, "anna", null, null);
        assertThat(there.now().perHour()).isEqualTo(1);

        here.store(crediting(2), 1, "anna", null, null);

        assertThat(there.now().perHour()).isEqualTo(2);
    }

    @Test
    void of_two_who_change_the_same_version_one_is_told_to_look_again() {
        List<Boolean> stored = IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                        i -> at(NOW).store(crediting(1), 0, "anna", null, null).isPresent())
                .toList();

        assertThat(stored).containsOnlyOnce(true);
        assertThat(at(NOW).store(crediting(1), 5, "anna", null, null)).isEmpty();
        assertThat(at(NOW).versions(10)).hasSize(1);
    }

    @Test
    void a_version_for_later_waits_and_a_newer_one_overtakes_it() {
        at(NOW).store(crediting(1), 0, "anna", null, null);
        at(NOW).store(crediting(2), 1, "anna", NOW.plus(Duration.ofHours(1)), null);

        assertThat(at(NOW).effective().version()).isEqualTo(1);
        assertThat(at(NOW).newest().version()).isEqualTo(2);
        assertThat(at(NOW.plus(Duration.ofHours(1))).effective().version()).isEqualTo(2);

        at(NOW).store(crediting(3), 2, "anna", null, null);

        assertThat(at(NOW.plus(Duration.ofHours(1))).effective().version()).isEqualTo(3);
    }

    @Test
    void every_change_is_audited_with_who_and_what() {
        at(NOW).store(crediting(1), 0, "anna", null, null);
        at(NOW).store(ActionSettings.NONE, 1, "bo", null, 0L);

        assertThat(jdbc.queryForList(
                        "select actor || ' ' || what || ' ' || subject from audit where what like"
                                + " 'order-status-actions.%' and position > ? order by position",
                        String.class, auditedBefore))
                .containsExactly(
                        "anna order-status-actions.change version 1", "bo order-status-actions.rollback version 2");
    }

    private static ActionSettings crediting(int perHour) {
        return new ActionSettings(null, null, new CreditByStatus(true, perHour, Map.of("SEK", 100L)));
    }

    private SettingsTable at(Instant moment) {
        Clock clock = Clock.fixed(moment, ZoneOffset.UTC);
        return new SettingsTable(jdbc, transaction, new AuditTrail(jdbc, clock), clock);
    }
}
