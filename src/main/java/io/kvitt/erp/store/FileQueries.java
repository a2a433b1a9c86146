package io.kvitt.erp.store;

import io.kvitt.command.CommandState;
import io.kvitt.erp.format.Defect;
import io.kvitt.erp.format.FileFormat;
import io.kvitt.erp.store.ErpFile.Broken;
import io.kvitt.erp.store.ErpFile.Refused;
import io.kvitt.payment.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people are told of files; nothing is changed here. */
@Repository
public class FileQueries {

    private final JdbcClient jdbc;

    public FileQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param state null for all
     * @param before files that came in before this one
     */
    public List<ErpFile> list(@Nullable FileState state, long before, int most) {
        return jdbc.sql("select * from erp_file where id < :before"
                        + (state == null ? "" : " and state = :state")
                        + " order by id desc limit :most")
                .param("before", before)
                .param("state", state == null ? null : state.name())
                .param("most", most)
                .query(FileQueries::file)
                .list();
    }

    public Optional<ErpFile> find(long id) {
        return jdbc.sql("select * from erp_file where id = ?")
                .param(id)
                .query(FileQueries::file)
                .optional();
    }

    /** How many of its commands are in each state; those in which none is are left out. */
    public Map<CommandState, Long> commands(long id) {
        Map<CommandState, Long> counts = new EnumMap<>(CommandState.class);
        jdbc.sql("select state, count(*) from command where file_id = ? group by state")
                .param(id)
                .query(row -> {
                    counts.put(CommandState.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    /**
     * Its records that did not become commands, in the order of the file.
     *
     * @param after those after this line
     */
    public List<Refused> refused(long id, long after, int most) {
        return jdbc.sql("select * from erp_rejection where file = ? and line > ? order by line limit ?")
                .params(id, after, most)
                .query((row, n) -> new Refused(
                        row.getInt("line"),
                        row.getInt("record"),
                        row.getString("status"),
                        Code.stored(row.getString("code")),
                        row.getString("command_id"),
                        row.getString("order_no"),
                        row.getString("command"),
                        row.getString("fields"),
                        row.getString("message")))
                .list();
    }

    private static ErpFile file(ResultSet row, int n) throws SQLException {
        return new ErpFile(
                row.getLong("id"),
                row.getString("name"),
                row.getString("file_id"),
                FileFormat.valueOf(row.getString("format")),
                row.getLong("size"),
                FileState.valueOf(row.getString("state")),
                row.getInt("records"),
                row.getInt("stored_line"),
                row.getInt("rejected"),
                row.getInt("duplicates"),
                broken(row),
                row.getString("receipt_name"),
                Family.valueOf(row.getString("receipt_family")),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                instant(row, "accepted_at"),
                instant(row, "result_at"));
    }

    private static @Nullable Broken broken(ResultSet row) throws SQLException {
        String code = row.getString("code");
        String defect = row.getString("detail");
        return code == null
                ? null
                : new Broken(
                        Code.stored(code),
                        defect == null ? null : Defect.valueOf(defect),
                        row.getString("detail_subject"),
                        row.getObject("detail_line", Long.class),
                        row.getObject("detail_column", Long.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
