package io.kvitt.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of keys. */
@Component
class ApiKeyTable {

    private static final Duration LAST_USED_PRECISION = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final boolean demo;

    /** @param demo whether everybody may make keys here, which must then open nothing elsewhere */
    ApiKeyTable(JdbcTemplate jdbc, Clock clock, SandboxCallers sandbox) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.demo = sandbox.demoCallers();
    }

    /** The live key with this digest, whose use is noted. */
    Optional<ApiKey> use(String sha256) {
        Optional<ApiKey> key =
                query("sha256 = ? and revoked_at is null", sha256).stream().findFirst();
        Instant now = clock.instant();
        key.filter(known -> known.lastUsedAt() == null
                        || known.lastUsedAt().plus(LAST_USED_PRECISION).isBefore(now))
                .ifPresent(known -> noteUse(known.id(), now));
        return key;
    }

    /** Of all the requests and instances that find the note too old, one writes it. */
    private void noteUse(long id, Instant now) {
        jdbc.update("""
                update api_key set last_used_at = ?::timestamptz
                where id = (select id from api_key
                    where id = ? and (last_used_at is null or last_used_at < ?::timestamptz)
                    for update skip locked)
                """, now.toString(), id, now.minus(LAST_USED_PRECISION).toString());
    }

    List<ApiKey> all() {
        return query("true order by name, id");
    }

    List<ApiKey> live(String name) {
        return query("name = ? and revoked_at is null order by id", name);
    }

    Optional<ApiKey> find(long id) {
        return query("id = ?", id).stream().findFirst();
    }

    /** Keys of one name change one at a time, until the transaction's end. */
    void lock(String name) {
        jdbc.query("select pg_advisory_xact_lock(1635083370, hashtext(?))", row -> {}, name);
    }

    ApiKey insert(String name, String sha256, Grant grant, String by) {
        Long id = jdbc.queryForObject(
                """
                insert into api_key (name, sha256, permissions, accounts, created_at, created_by, demo)
                values (?, ?, ?, ?, ?::timestamptz, ?, ?) returning id
                """,
                Long.class,
                name,
                sha256,
                grant.permissionNames().toArray(String[]::new),
                grant.accounts().sorted().toArray(String[]::new),
                clock.instant().toString(),
                by,
                demo);
        return find(Objects.requireNonNull(id)).orElseThrow();
    }

    boolean revoke(long id) {
        return jdbc.update(
                        "update api_key set revoked_at = ?::timestamptz where id = ? and revoked_at is null",
                        clock.instant().toString(),
                        id)
                == 1;
    }

    private List<ApiKey> query(String condition, Object... arguments) {
        return jdbc.query(
                "select * from api_key where demo = " + demo + " and " + condition, (row, i) -> key(row), arguments);
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getString("name"),
                Grant.of(texts(row, "permissions"), texts(row, "accounts")),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getString("created_by"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
