package io.kvitt.orderstatus;

import io.kvitt.command.AccountScope;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.Orders.Happened;
import io.kvitt.orderstatus.Orders.Past;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What is told of the status changes afterwards. */
@Component
class ChangeHistory {

    private final JdbcTemplate jdbc;

    ChangeHistory(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What was accepted since then, the newest changes but in the order in which they occurred. */
    List<StatusChange> since(Instant moment, int most, AccountScope scope) {
        return jdbc.query(
                """
                select * from (
                    select * from order_status_change
                    where received_at >= ?::timestamptz and (? or account = any(?))
                    order by id desc limit ?) c
                order by occurred_at, id
                """,
                (row, i) -> change(row),
                moment.toString(),
                scope.isAll(),
                scope.names().toArray(String[]::new),
                most);
    }

    /**
     * An order's changes, newest first.
     *
     * @param account where several have the order number, the one that is meant; else null
     */
    List<Recounted> of(String orderNumber, @Nullable String account, int most) {
        return jdbc.query(
                """
                select * from order_status_change
                where order_number = ? and (?::text is null or account is null or account = ?)
                order by occurred_at desc, id desc limit ?
                """,
                (row, i) -> new Recounted(change(row), ChangeTable.stored(row).verdict()),
                orderNumber,
                account,
                account,
                most);
    }

    /** The same in the order in which they came in, the last first. */
    List<Happened> received(String orderNumber, AccountScope scope, long beforeRow, int most) {
        return jdbc.query(
                """
                select * from order_status_change
                where order_number = ? and (? or account = any(?)) and id < ? order by id desc limit ?
                """,
                (row, i) -> new Happened(
                        row.getLong("id"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        new Past(change(row), ChangeTable.stored(row).verdict())),
                orderNumber,
                scope.isAll(),
                scope.names().toArray(String[]::new),
                beforeRow,
                most);
    }

    /** A change and what became of it. */
    record Recounted(StatusChange change, Recorded verdict) {}

    /** What the settings had to go by when a change led to a command. */
    record Told(
            ActionGroup group,
            @Nullable String account,
            @Nullable String paymentType) {}

    Optional<Told> groupOf(String commandId) {
        return jdbc
                .query(
                        "select action_group, account, payment_type from order_status_change where command_id = ?",
                        (row, i) -> new Told(ActionGroup.valueOf(row.getString(1)), row.getString(2), row.getString(3)),
                        commandId)
                .stream()
                .findFirst();
    }

    private static StatusChange change(ResultSet row) throws SQLException {
        return new StatusChange(
                row.getString("change_id"),
                row.getString("order_number"),
                row.getString("status"),
                row.getString("previous_status"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("account"),
                null,
                row.getString("payment_type"),
                row.getObject("amount", Long.class),
                row.getString("currency"),
                StoredJson.lines(row.getString("lines")),
                row.getString("requested_by"));
    }

    /** How often each status was seen that nothing was said about, the most frequent first. */
    List<UnmappedStatus> unmapped(int most) {
        return jdbc.query(
                """
                select max(status) as status, account, payment_type, count(*) as changes,
                    min(received_at) as first_seen, max(received_at) as last_seen
                from order_status_change where verdict = 'STATUS_UNMAPPED'
                group by status_key, account, payment_type order by count(*) desc, status_key limit ?
                """,
                (row, i) -> new UnmappedStatus(
                        row.getString("status"),
                        row.getString("account"),
                        row.getString("payment_type"),
                        row.getLong("changes"),
                        row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen", OffsetDateTime.class).toInstant()),
                most);
    }
}
