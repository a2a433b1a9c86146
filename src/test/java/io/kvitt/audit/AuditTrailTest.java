package io.kvitt.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTrailTest {

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.dataSource());
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T12:00:00.123456789Z"), ZoneOffset.UTC);
    private final AuditTrail trail = new AuditTrail(jdbc, clock);
    private final AuditChain chain = new AuditChain(jdbc);

    /** The trail is shared by all tests and cannot be emptied: positions count from what is there. */
    private long before;

    @BeforeEach
    void five_entries() {
        before = chain.head().entries();
        for (int i = 1; i <= 5; i++) {
            trail.record("key:tests", "test.act", "subject-" + i, Map.of("note", "åäö \"" + i + "\""));
        }
    }

    @Test
    void each_entry_holds_the_digest_of_the_one_before() {
        List<AuditEntry> newest = chain.page(null, 3);

        assertThat(newest).extracting(AuditEntry::position).containsExactly(before + 5, before + 4, before + 3);
        assertThat(newest.get(0).previous()).isEqualTo(newest.get(1).digest());
        assertThat(newest.get(0).detail()).isEqualTo("{\"note\":\"åäö \\\"5\\\"\"}");
        assertThat(chain.page(before + 3, 1)).extracting(AuditEntry::position).containsExactly(before + 2);
        assertThat(chain.verify(null)).isEqualTo(AuditVerdict.intact(chain.head()));
        assertThat(chain.verify(chain.head()).intact()).isTrue();
    }

    @Test
    void what_is_rolled_back_leaves_no_entry_and_no_gap() {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.dataSource()));
        var shared =
                new JdbcTemplate(((DataSourceTransactionManager) transaction.getTransactionManager()).getDataSource());
        AuditTrail joined = new AuditTrail(shared, clock);

        transaction.executeWithoutResult(status -> {
            joined.record("key:tests", "test.undone", "x", Map.of());
            status.setRollbackOnly();
        });
        joined.record("key:tests", "test.done", "x", Map.of());

        assertThat(chain.page(null, 2)).extracting(AuditEntry::what).containsExactly("test.done", "test.act");
        assertThat(chain.verify(null).intact()).isTrue();
    }

    @Test
    void writers_at_the_same_time_do_not_fork_the_chain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                int n = i;
                work.add(() -> {
                    trail.record("key:tests", "test.race", "subject-" + n, Map.of());
                    return null;
                });
            }
            for (Future<Void> done : writers.invokeAll(work)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }

        assertThat(chain.head().entries()).isEqualTo(before + 85);
        assertThat(chain.verify(null).intact()).isTrue();
    }

    /** The row's lock is taken after the entry is recorded, and before it by the other: only the commit's order counts. */
    @Test
    void recording_before_or_after_a_row_is_locked_cannot_deadlock() throws Exception {
        jdbc.execute("create table if not exists audit_lock_test (id int primary key, n int)");
        jdbc.execute("insert into audit_lock_test values (1, 0) on conflict do nothing");
        var manager = new DataSourceTransactionManager(TestDatabase.dataSource());
        var shared = new JdbcTemplate(manager.getDataSource());
        var transaction = new TransactionTemplate(manager);
        AuditTrail joined = new AuditTrail(shared, clock);
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean first = i % 2 == 0;
                work.add(() -> {
                    transaction.executeWithoutResult(status -> {
                        if (first) {
                            joined.record("key:tests", "test.locks", "x", Map.of());
                        }
                        shared.update("update audit_lock_test set n = n + 1 where id = 1");
                        if (!first) {
                            joined.record("key:tests", "test.locks", "x", Map.of());
                        }
                    });
                    return null;
                });
            }
            for (Future<Void> done : writers.invokeAll(work)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
            jdbc.execute("drop table audit_lock_test");
        }
        assertThat(chain.head().entries()).isEqualTo(before + 45);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set actor = 'key:other'",
                "delete from audit where what = 'test.act'",
                "truncate audit"
            })
    void the_database_refuses_to_change_the_trail(String change) {
        assertThatThrownBy(() -> jdbc.execute(change)).hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit set actor = 'key:other' where position = ?       | 2 | was changed",
                "update audit set at = at + interval '1 s' where position = ?  | 2 | was changed",
                "update audit set detail = '{}' where position = ?             | 1 | was changed",
                "delete from audit where position = ?                          | 2 | is missing",
                "delete from audit where position <= ?                         | 1 | is missing",
            })
    void a_tampered_trail_is_found(String change, long offset, String fault) {
        tampered(connection -> {
            connection.update(change, before + offset);

            AuditVerdict verdict = new AuditChain(connection).verify(null);
            assertThat(verdict.intact()).isFalse();
            assertThat(verdict.fault()).contains(fault);
            assertThat(verdict.brokenAt()).isLessThanOrEqualTo(before + offset);
        });
        assertThat(chain.verify(null).intact()).isTrue();
    }

    @Test
    void two_entries_that_change_places_are_found() {
        tampered(connection -> {
            connection.update("update audit set position = -1 where position = ?", before + 2);
            connection.update("update audit set position = ? where position = ?", before + 2, before + 3);
            connection.update("update audit set position = ? where position = -1", before + 3);

            AuditVerdict verdict = new AuditChain(connection).verify(null);
            assertThat(verdict.brokenAt()).isEqualTo(before + 2);
        });
    }

    @Test
    void a_cut_off_end_is_found_by_a_head_that_was_noted_and_only_by_it() {
        AuditHead noted = chain.head();
        tampered(connection -> {
            connection.update("delete from audit where position > ?", before + 3);

            assertThat(new AuditChain(connection).verify(null).intact()).isTrue();
            AuditVerdict verdict = new AuditChain(connection).verify(noted);
            assertThat(verdict.fault()).contains("cut off");
            assertThat(verdict.brokenAt()).isEqualTo(before + 4);
        });
    }

    @Test
    void an_end_that_was_written_anew_is_found_by_the_noted_head() {
        AuditHead noted = chain.head();
        tampered(connection -> {
            AuditHead kept =
                    new AuditHead(before + 4, chain.page(before + 5, 1).get(0).digest());
            AuditEntry forged = AuditEntry.after(kept, clock.instant(), "key:other", "test.act", "subject-5", "{}");
            connection.update("delete from audit where position = ?", before + 5);
            connection.update(
                    "insert into audit values (?::timestamptz, ?, ?, ?, ?::json, ?, ?, ?)",
                    forged.at().toString(),
                    forged.actor(),
                    forged.what(),
                    forged.subject(),
                    forged.detail(),
                    forged.position(),
                    forged.previous(),
                    forged.digest());

            assertThat(new AuditChain(connection).verify(null).intact()).isTrue();
            assertThat(new AuditChain(connection).verify(noted).fault()).contains("not the one that was noted");
        });
    }

    @Test
    void entries_from_before_the_chain_are_chained_as_they_stand() {
        Flyway.configure()
                .dataSource(TestDatabase.dataSource())
                .schemas("before_the_chain")
                .target("4?")
                .load()
                .migrate();
        onOneConnection(connection -> {
            connection.execute("set search_path to before_the_chain");
            connection.update("insert into audit (actor, what, subject, detail) values ('eva', 'a', 'ö', null)");
            connection.update(
                    "insert into audit (actor, what, subject, detail) values ('eva', 'b', 's', '{\"n\": 1}')");
        });

        Flyway.configure()
                .dataSource(TestDatabase.dataSource())
                .schemas("before_the_chain")
                .load()
                .migrate();

        onOneConnection(connection -> {
            connection.execute("set search_path to before_the_chain");
            assertThat(new AuditChain(connection).verify(null).head().entries()).isEqualTo(2);
            assertThat(new AuditChain(connection).verify(null).intact()).isTrue();
        });
        jdbc.execute("drop schema before_the_chain cascade");
    }

    private interface Work {
        void on(JdbcTemplate connection);
    }

    /** As a superuser who switches the triggers off; undone afterwards. */
    private static void tampered(Work work) {
        onOneConnection(connection -> {
            connection.execute("begin");
            connection.execute("set local session_replication_role = replica");
            try {
                work.on(connection);
            } finally {
                connection.execute("rollback");
            }
        });
    }

    private static void onOneConnection(Work work) {
        try (var connection = TestDatabase.dataSource().getConnection()) {
            work.on(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
