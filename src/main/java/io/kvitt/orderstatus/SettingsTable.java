package io.kvitt.orderstatus;

import io.kvitt.audit.AuditTrail;
import io.kvitt.command.CreditByStatusSwitch;
import io.kvitt.payment.CreditByStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The settings' versions. What counts is looked up for every decision, so that a change counts on all instances as soon
 * as it is committed; only the parsing of a version is remembered.
 */
@Component
public class SettingsTable implements CreditByStatusSwitch {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final Clock clock;
    private final AtomicReference<SettingsVersion> parsed = new AtomicReference<>(SettingsVersion.NONE);

    SettingsTable(JdbcTemplate jdbc, TransactionTemplate transaction, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /** What counts now: the newest version whose moment has come. */
    SettingsVersion effective() {
        Long version = jdbc.queryForObject(
                "select coalesce(max(version), 0) from order_status_settings where effective_from <= ?::timestamptz",
                Long.class,
                clock.instant().toString());
        long wanted = version == null ? 0 : version;
        SettingsVersion known = parsed.get();
        if (known.version() != wanted) {
            known = find(wanted).orElseThrow();
            parsed.set(known);
        }
        return known;
    }

    /** The number of the version that counts now. */
    public long effectiveVersion() {
        return effective().version();
    }

    @Override
    public CreditByStatus now() {
        return effective().settings().credits();
    }

    /** The version that the next change is made to, even if its moment is still to come. */
    public SettingsVersion newest() {
        return jdbc
                .query("select * from order_status_settings order by version desc limit 1", SettingsTable::version)
                .stream()
                .findFirst()
                .orElse(SettingsVersion.NONE);
    }

    public Optional<SettingsVersion> find(long version) {
        return version == 0
                ? Optional.of(SettingsVersion.NONE)
                : jdbc
                        .query("select * from order_status_settings where version = ?", SettingsTable::version, version)
                        .stream()
                        .findFirst();
    }

    /** Newest first. */
    public List<SettingsVersion> versions(int most) {
        return jdbc.query(
                "select * from order_status_settings order by version desc limit ?", SettingsTable::version, most);
    }

    /**
     * Stores a new version on top of the one that it was made from.
     *
     * @param basedOn the version that the author had seen
     * @param effectiveFrom null: from now on
     * @return empty when somebody else has made a newer version since
     */
    public Optional<SettingsVersion> store(
            ActionSettings settings,
            long basedOn,
            String author,
            @Nullable Instant effectiveFrom,
            @Nullable Long rollbackOf) {
        Instant now = clock.instant();
        SettingsVersion next = new SettingsVersion(
                basedOn + 1, settings, author, now, effectiveFrom == null ? now : effectiveFrom, rollbackOf);
        try {
            return Objects.requireNonNull(transaction.execute(status -> insert(next)));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    private Optional<SettingsVersion> insert(SettingsVersion next) {
        int stored = jdbc.update(
                """
                insert into order_status_settings (version, settings, changed_by, changed_at, effective_from, rollback_of)
                select ?, ?::jsonb, ?, ?::timestamptz, ?::timestamptz, ?
                where ? = (select coalesce(max(version), 0) + 1 from order_status_settings)
                """,
                next.version(),
                StoredJson.write(next.settings()),
                next.changedBy(),
                String.valueOf(next.changedAt()),
                String.valueOf(next.effectiveFrom()),
                next.rollbackOf(),
                next.version());
        if (stored == 0) {
            return Optional.empty();
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("effectiveFrom", String.valueOf(next.effectiveFrom()));
        detail.put("creditByStatus", next.settings().credits().enabled());
        if (next.rollbackOf() != null) {
            detail.put("rollbackOf", next.rollbackOf());
        }
        audit.record(
                String.valueOf(next.changedBy()),
                next.rollbackOf() == null ? "order-status-actions.change" : "order-status-actions.rollback",
                "version " + next.version(),
                detail);
        return Optional.of(next);
    }

    private static SettingsVersion version(ResultSet row, int i) throws SQLException {
        return new SettingsVersion(
                row.getLong("version"),
                StoredJson.read(row.getString("settings")),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getObject("effective_from", OffsetDateTime.class).toInstant(),
                row.getObject("rollback_of", Long.class));
    }
}
