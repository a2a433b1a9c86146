package io.kvitt.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Users in the database, and everybody's wrong passwords in a row. */
@Component
class UserTable {

    private static final int FAILURES_ALLOWED = 5;
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);
    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);

    private static final RowMapper<User> USER = (row, i) -> new User(
            row.getString("name"),
            row.getString("password"),
            Grant.of(ApiKeyTable.texts(row, "permissions"), ApiKeyTable.texts(row, "accounts")));

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final boolean demo;

    /** @param demo whether everybody may make users here, who must then be unknown elsewhere */
    UserTable(JdbcTemplate jdbc, Clock clock, SandboxCallers sandbox) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.demo = sandbox.demoCallers();
    }

    Optional<User> find(String name) {
        return jdbc.query("select * from app_user where name = ? and demo = ?", USER, name, demo).stream()
                .findFirst();
    }

    List<User> all() {
        return jdbc.query("select * from app_user where demo = ? order by name", USER, demo);
    }

    void put(User user, String by) {
        jdbc.update(
                """
                insert into app_user (name, password, permissions, accounts, created_at, created_by, demo)
                values (?, ?, ?, ?, ?::timestamptz, ?, ?)
                on conflict (name, demo) do update set password = excluded.password, permissions = excluded.permissions,
                    accounts = excluded.accounts
                """,
                user.name(),
                user.password(),
                user.grant().permissionNames().toArray(String[]::new),
                user.grant().accounts().sorted().toArray(String[]::new),
                clock.instant().toString(),
                by,
                demo);
        forgive(user.name());
    }

    void remove(String name) {
        jdbc.update("delete from app_user where name = ? and demo = ?", name, demo);
        forgive(name);
    }

    boolean isLocked(String name) {
        return !jdbc.queryForList(
                        "select 1 from login_failure where name = ? and locked_until > ?::timestamptz",
                        name,
                        clock.instant().toString())
                .isEmpty();
    }

    /** From the fifth failure in a row on, the name is locked: for 30 s, then twice as long each time, at most an hour. */
    void failed(String name) {
        Integer failures = jdbc.queryForObject("""
                insert into login_failure (name, failures) values (?, 1)
                on conflict (name) do update set failures = least(login_failure.failures + 1, 1000) returning failures
                """, Integer.class, name);
        if (failures != null && failures >= FAILURES_ALLOWED) {
            Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(failures - FAILURES_ALLOWED, 20));
            Instant until = clock.instant().plus(lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock);
            jdbc.update(
                    "update login_failure set locked_until = ?::timestamptz where name = ?", until.toString(), name);
        }
    }

    void forgive(String name) {
        jdbc.update("delete from login_failure where name = ?", name);
    }
}
