package io.kvitt.erp.store;

import io.kvitt.erp.format.FileBroken;
import io.kvitt.erp.format.FileFormat;
import io.kvitt.erp.format.FileHead;
import io.kvitt.payment.Code;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known of every file that has come in; it decides whether a file is new, half stored or had before. */
@Repository
public class FileLedger {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public FileLedger(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Finds the file if it was met before, also under another name, and enters it if not.
     *
     * @param drop the identity of the drop that it lies in
     */
    public LedgerFile arrive(String drop, String workName, String sha256, long size) {
        return transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                    .param(sha256)
                    .query((row, n) -> 0)
                    .list();
            LedgerFile met = met(drop, workName, sha256);
            return met != null ? met : enter(drop, workName, sha256, size);
        });
    }

    /** Settled but not yet moved, or not yet settled. */
    private @Nullable LedgerFile met(String drop, String workName, String sha256) {
        return DataAccessUtils.singleResult(jdbc.sql("""
                        select * from erp_file where sha256 = :sha256
                           and (drop_id is null or drop_id = :drop)
                           and (state = 'RECEIVED' or (work_name = :workName and filed_at is null))
                         order by state = 'RECEIVED', id limit 1""")
                .param("sha256", sha256)
                .param("workName", workName)
                .param("drop", drop)
                .query(FileLedger::file)
                .list());
    }

    private LedgerFile enter(String drop, String workName, String sha256, long size) {
        String name = FileName.original(workName);
        FileFormat format = FileFormat.of(name);
        boolean duplicate = jdbc.sql(
                        "select exists (select 1 from erp_file where sha256 = ? and state in ('ACCEPTED', 'DONE'))")
                .param(sha256)
                .query(Boolean.class)
                .single();
        return jdbc.sql("""
                        with next as (select nextval(pg_get_serial_sequence('erp_file', 'id')) as id)
                        insert into erp_file (id, name, work_name, receipt_name, receipt_family, sha256, size, format, state, code, received_at, drop_id)
                        overriding system value
                        select next.id, :name, :workName,
                               case when not exists (select 1 from erp_file where lower(receipt_name) = lower(:stem)
                                                      and receipt_family = :family)
                                    then :stem
                                    when not exists (select 1 from erp_file
                                                      where lower(receipt_name) = lower(:stem || '.' || next.id)
                                                        and receipt_family = :family)
                                    then :stem || '.' || next.id
                                    else :stem || '.' || next.id || '.' || gen_random_uuid() end,
                               :family,
                               :sha256, :size, :format, :state, :code, :now, :drop from next
                        returning *""")
                .param("name", name)
                .param("workName", workName)
                .param("stem", FileName.withoutExtension(name))
                .param("sha256", sha256)
                .param("size", size)
                .param("family", format.family())
                .param("format", format.name())
                .param("state", duplicate ? FileState.DUPLICATE.name() : FileState.RECEIVED.name())
                .param("code", duplicate ? Code.FILE_DUPLICATE.name() : null)
                .param("now", OffsetDateTime.now(clock))
                .param("drop", drop)
                .query(FileLedger::file)
                .single();
    }

    /** Unless a limit was lowered while the file was half stored: then its commands are owed their result. */
    public void reject(LedgerFile file, FileBroken broken) {
        boolean stored = jdbc.sql("select exists (select 1 from command where file_id = ?)")
                .param(file.id())
                .query(Boolean.class)
                .single();
        settle(file, stored ? FileState.ACCEPTED : FileState.REJECTED, null, 0, broken);
    }

    /** @param broken when the file was changed after it had been checked, so that what was stored is not all of it */
    public void accept(LedgerFile file, FileHead head, int records, @Nullable FileBroken broken) {
        settle(file, FileState.ACCEPTED, head.fileId(), records, broken);
    }

    private void settle(
            LedgerFile file, FileState state, @Nullable String fileId, int records, @Nullable FileBroken broken) {
        jdbc.sql("""
                        update erp_file set state = :state, file_id = :fileId, records = :records, code = :code,
                               detail = :detail, detail_subject = :subject, detail_line = :line, detail_column = :column,
                               rejected = (select count(*) from erp_rejection where file = :id and status = 'REJECTED'),
                               duplicates = (select count(*) from erp_rejection where file = :id and status = 'DUPLICATE'),
                               accepted_at = case when :state = 'ACCEPTED' then cast(:now as timestamptz) end
                         where id = :id and state = 'RECEIVED'""")
                .param("state", state.name())
                .param("fileId", fileId)
                .param("records", records)
                .param("code", broken == null ? null : Code.FILE_BROKEN.name())
                .param("detail", broken == null ? null : broken.defect().name())
                .param("subject", broken == null ? null : broken.subject())
                .param("line", broken == null || broken.line() == 0 ? null : broken.line())
                .param("column", broken == null || broken.column() == 0 ? null : broken.column())
                .param("now", OffsetDateTime.now(clock))
                .param("id", file.id())
                .update();
    }

    /** The file was not whole yet: it will come back with other bytes. */
    public void forget(LedgerFile file) {
        jdbc.sql("delete from erp_file f where id = ? and state = 'RECEIVED'"
                        + " and not exists (select 1 from command where file_id = f.id)"
                        + " and not exists (select 1 from erp_rejection where file = f.id)")
                .param(file.id())
                .update();
    }

    public FileSummary summary(long id) {
        return jdbc.sql("select id, name, state, records, rejected, duplicates from erp_file where id = ?")
                .param(id)
                .query((row, n) -> new FileSummary(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6)))
                .single();
    }

    /** Where the file will be moved; committed before the move, so that it is found after a crash. */
    public void filing(long id, Path to) {
        jdbc.sql("update erp_file set filed_as = ? where id = ?")
                .param(to.toString().replace('\\', '/'))
                .param(id)
                .update();
    }

    public void filed(long id) {
        jdbc.sql("update erp_file set filed_at = coalesce(filed_at, ?) where id = ?")
                .param(OffsetDateTime.now(clock))
                .param(id)
                .update();
    }

    private static LedgerFile file(ResultSet row, int n) throws SQLException {
        return new LedgerFile(
                row.getLong("id"),
                row.getString("name"),
                row.getString("sha256"),
                FileFormat.valueOf(row.getString("format")),
                FileState.valueOf(row.getString("state")),
                row.getInt("stored_line"));
    }
}
