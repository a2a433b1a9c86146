package io.kvitt.notification;

import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Failures that are still to be written about, in the database. */
@Component
class MailOutbox {

    private final JdbcTemplate jdbc;

    MailOutbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What one mail tells.
     *
     * @param lines the oldest; never empty
     * @param total how many there are with those that have no line
     */
    record Batch(List<FailedCommand> lines, long total) {}

    void add(String recipient, Ended failed, Instant now) {
        jdbc.update(
                "insert into failure_mail_recipient (recipient, next_at) values (?, ?) on conflict do nothing",
                recipient,
                time(now));
        jdbc.update(
                """
                insert into failure_mail (recipient, command_id, account, order_number, action, code, suggested_status,
                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                recipient,
                failed.commandId(),
                failed.account(),
                failed.orderNumber(),
                failed.action().name(),
                failed.code() == null ? null : failed.code().name(),
                failed.suggestedOrderStatus(),
                time(now));
    }

    /** Locks a recipient who may be written to now, and about something, until the end of the transaction. */
    Optional<String> lockDue(Instant now) {
        return jdbc.queryForList("""
                        select recipient from failure_mail_recipient r
                        where next_at <= ? and exists (
                            select 1 from failure_mail f where f.recipient = r.recipient and f.sent_at is null)
                        order by next_at limit 1 for update skip locked
                        """, String.class, time(now)).stream().findFirst();
    }

    /** Marks all that a recipient has not been told as told. Empty when another instance was faster. */
    Optional<Batch> take(String recipient, int mostLines, Instant now) {
        List<FailedCommand> lines = new ArrayList<>();
        List<Long> total = jdbc.query(
                """
                with told as (
                    update failure_mail set sent_at = ? where recipient = ? and sent_at is null returning *)
                select *, count(*) over () as total from told order by id limit ?
                """,
                (row, i) -> {
                    lines.add(line(row));
                    return row.getLong("total");
                },
                time(now),
                recipient,
                mostLines);
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Batch(lines, total.get(0)));
    }

    void pause(String recipient, Instant until) {
        jdbc.update("update failure_mail_recipient set next_at = ? where recipient = ?", time(until), recipient);
    }

    /** Deletes what was created before a time, also what no server has taken until now. */
    void forget(Instant before) {
        jdbc.update("delete from failure_mail where created_at < ?", time(before));
    }

    private static FailedCommand line(ResultSet row) throws SQLException {
        String code = row.getString("code");
        return new FailedCommand(
                row.getString("command_id"),
                row.getString("account"),
                row.getString("order_number"),
                Action.valueOf(row.getString("action")),
                code == null ? null : Code.valueOf(code),
                row.getString("suggested_status"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
