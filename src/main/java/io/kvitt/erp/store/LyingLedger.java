package io.kvitt.erp.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What lies in the drops, so that every instance can tell it, and since when also after a restart. */
@Repository
public class LyingLedger {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public LyingLedger(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Replaces what is known of a drop; what was known keeps its time.
     *
     * @param seen each folder and name once
     * @param overdue what has lain since then is overdue
     */
    public void seen(String drop, List<Lying> seen, Instant overdue) {
        String[] folders = seen.stream().map(Lying::folder).toArray(String[]::new);
        String[] names = seen.stream().map(Lying::name).toArray(String[]::new);
        String[] whys = seen.stream().map(lying -> lying.why().name()).toArray(String[]::new);
        String[] times = seen.stream().map(lying -> lying.since().toString()).toArray(String[]::new);
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "delete from erp_lying where drop_id = ?"
                            + " and (folder, name) not in (select * from unnest(?::text[], ?::text[]))",
                    drop,
                    folders,
                    names);
            jdbc.update("""
                    insert into erp_lying (drop_id, folder, name, why, since)
                    select ?, r.folder, r.name, r.why, r.since::timestamptz
                      from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as r (folder, name, why, since)
                        on conflict (drop_id, folder, name) do update set why = excluded.why
                     where erp_lying.why <> excluded.why""", drop, folders, names, whys, times);
            jdbc.update(
                    "update erp_lying set overdue = true where drop_id = ? and since <= ? and not overdue",
                    drop,
                    OffsetDateTime.ofInstant(overdue, ZoneOffset.UTC));
        });
    }

    /** What is overdue, in any drop, the longest first. */
    public List<Lying> overdue(int most) {
        return jdbc.query(
                "select * from erp_lying where overdue order by since, folder, name limit ?",
                (row, n) -> new Lying(
                        row.getString("folder"),
                        row.getString("name"),
                        WhyLying.valueOf(row.getString("why")),
                        row.getObject("since", OffsetDateTime.class).toInstant()),
                most);
    }
}
