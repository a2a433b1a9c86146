package io.kvitt.erp.store;

import io.kvitt.payment.Code;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which receipts are due, and which are written. What a result says is settled before it is written. */
@Repository
public class ReceiptLedger {

    private static final String OPEN = "exists (select 1 from command c where c.file_id = f.id and c.ended_at is null)";
    private static final String PENDING = "exists (select 1 from erp_pending p where p.file = f.id)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public ReceiptLedger(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @param drop the identity of the drop that is served, as in all the others */
    public List<FileReceipt> unacknowledged(String drop) {
        return files(drop, "state <> 'RECEIVED' and ack_at is null", null);
    }

    public List<FileReceipt> unwrittenResults(String drop) {
        return files(
                drop, "state = 'ACCEPTED' and result_fixed_at is not null and result_at is null", "result_fixed_at");
    }

    public List<FileReceipt> unwrittenRests(String drop) {
        return files(drop, "state = 'ACCEPTED' and rest_fixed_at is not null and rest_at is null", "rest_fixed_at");
    }

    private List<FileReceipt> files(String drop, String due, @Nullable String fixedAt) {
        return jdbc.sql("select f.*, " + (fixedAt == null ? "null::timestamptz" : fixedAt)
                        + " as fixed_at from erp_file f where " + due
                        + " and (drop_id is null or drop_id = ?) order by id limit 100")
                .param(drop)
                .query(this::file)
                .list();
    }

    /** Settles the results of files whose commands have all ended, or that have waited for {@code deadline}. */
    public void settleResults(Duration deadline) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("update erp_file f set result_fixed_at = ? where state = 'ACCEPTED' and ack_at is not null"
                        + " and result_fixed_at is null and not " + OPEN)
                .param(now)
                .update();
        List<Long> late = jdbc.sql("select id from erp_file where state = 'ACCEPTED' and ack_at is not null"
                        + " and result_fixed_at is null and accepted_at <= ? order by id")
                .param(now.minus(deadline))
                .query(Long.class)
                .list();
        late.forEach(id -> transaction.executeWithoutResult(status -> settlePending(id, now)));
        jdbc.sql("update erp_file f set rest_fixed_at = ? where state = 'ACCEPTED' and result_at is not null"
                        + " and rest_fixed_at is null and not exists (select 1 from command c join erp_pending p"
                        + " on p.command = c.id where p.file = f.id and c.ended_at is null)")
                .param(now)
                .update();
    }

    private void settlePending(long id, OffsetDateTime now) {
        int fixed = jdbc.sql("update erp_file set result_fixed_at = ? where id = ? and result_fixed_at is null")
                .param(now)
                .param(id)
                .update();
        if (fixed == 1) {
            jdbc.sql(
                            "insert into erp_pending (file, command, code, tries)"
                                    + " select file_id, id, code, (select count(*) from attempt a where a.command = command.id) from command where file_id = ? and ended_at is null")
                    .param(id)
                    .update();
        }
    }

    public void acknowledged(long id) {
        jdbc.sql("update erp_file set ack_at = ? where id = ?")
                .param(OffsetDateTime.now(clock))
                .param(id)
                .update();
    }

    public void resultWritten(long id) {
        jdbc.sql("update erp_file f set result_at = ?, state = case when " + PENDING
                        + " then state else 'DONE' end where id = ?")
                .param(OffsetDateTime.now(clock))
                .param(id)
                .update();
    }

    public void restWritten(long id) {
        jdbc.sql("update erp_file set rest_at = ?, state = 'DONE' where id = ?")
                .param(OffsetDateTime.now(clock))
                .param(id)
                .update();
    }

    private FileReceipt file(ResultSet row, int n) throws SQLException {
        String code = row.getString("code");
        String state = row.getString("state");
        return new FileReceipt(
                row.getLong("id"),
                row.getString("name"),
                row.getString("receipt_name"),
                Family.valueOf(row.getString("receipt_family")),
                row.getString("format").equals("CSV"),
                row.getString("file_id"),
                row.getString("sha256"),
                state,
                row.getInt("records"),
                row.getInt("rejected"),
                code == null ? null : Code.stored(code),
                row.getString("detail"),
                row.getString("detail_subject"),
                row.getObject("detail_line", Long.class),
                row.getObject("detail_column", Long.class),
                Objects.requireNonNull(row.getObject("received_at", OffsetDateTime.class)),
                row.getObject("fixed_at", OffsetDateTime.class),
                original(row));
    }

    /** A file that could not be moved yet is still in work/. */
    private static Path original(ResultSet row) throws SQLException {
        return row.getObject("filed_at") == null
                ? Path.of("work", row.getString("work_name"))
                : Path.of(row.getString("filed_as"));
    }
}
