package io.kvitt.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the audit trail and proves that it is whole. */
@Component
public class AuditChain {

    private static final int BATCH = 1000;

    private final JdbcTemplate jdbc;

    public AuditChain(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param before entries before this position only; null from the newest
     */
    public List<AuditEntry> page(@Nullable Long before, int most) {
        return jdbc.query(
                "select * from audit where position < ? order by position desc limit ?",
                (row, i) -> entry(row),
                before == null ? Long.MAX_VALUE : before,
                most);
    }

    /** @param noted a head that was noted earlier; null for a reading without one */
    public AuditVerdict verify(@Nullable AuditHead noted) {
        ChainReading reading = new ChainReading(noted);
        long last = Long.MIN_VALUE;
        List<AuditEntry> batch;
        do {
            batch = jdbc.query(
                    "select * from audit where position > ? order by position limit ?",
                    (row, i) -> entry(row),
                    last,
                    BATCH);
            batch.forEach(reading::follow);
            last = batch.isEmpty() ? last : batch.get(batch.size() - 1).position();
        } while (batch.size() == BATCH);
        return reading.verdict();
    }

    AuditHead head() {
        return jdbc
                .query(
                        "select position, digest from audit order by position desc limit 1",
                        (row, i) -> new AuditHead(row.getLong(1), row.getString(2)))
                .stream()
                .findFirst()
                .orElse(AuditHead.EMPTY);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("position"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("what"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("previous"),
                row.getString("digest"));
    }
}
