package io.kvitt.orderstatus;

import io.kvitt.command.CommandState;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.StatusRules.History;
import io.kvitt.payment.Code;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The status changes in PostgreSQL. */
@Component
class ChangeTable {

    private final JdbcTemplate jdbc;

    ChangeTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A stored change: what it said, as a digest, and what became of it. */
    record Stored(String digest, Recorded verdict) {}

    /** Puts the changes of these orders, and the changes with these ids, in order until the transaction ends. */
    void lock(Collection<String> orderNumbersAndIds) {
        jdbc.query(
                """
                select pg_advisory_xact_lock(hashtextextended(n, 4))
                from unnest(?) n order by hashtextextended(n, 4)
                """, row -> {}, (Object) orderNumbersAndIds.stream().distinct().toArray(String[]::new));
    }

    Map<String, Stored> find(Collection<String> changeIds) {
        Map<String, Stored> found = new HashMap<>();
        jdbc.query(
                "select * from order_status_change where change_id = any(?)",
                row -> {
                    found.put(row.getString("change_id"), stored(row));
                },
                (Object) changeIds.toArray(String[]::new));
        return found;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String group = row.getString("action_group");
        return new Stored(
                row.getString("digest"),
                new Recorded(
                        row.getString("change_id"),
                        Code.valueOf(row.getString("verdict")),
                        group == null ? null : ActionGroup.valueOf(group),
                        row.getString("command_id"),
                        row.getLong("settings_version"),
                        true,
                        row.getObject("file_id") == null
                                ? null
                                : row.getLong("file_id") + ":" + row.getInt("file_line")));
    }

    /** What these orders have been through; an order that is new here is not among them. */
    Map<String, History> histories(Collection<String> orderNumbers) {
        Map<String, History> found = new HashMap<>();
        jdbc.query(
                """
                select n.order_number, latest.occurred_at, acted.action_group, acted.content, acted.state
                from unnest(?) n(order_number)
                cross join lateral (
                    select max(occurred_at) as occurred_at from order_status_change c
                    where c.order_number = n.order_number) latest
                left join lateral (
                    select c.action_group, c.content, m.state from order_status_change c join command m using (command_id)
                    where c.order_number = n.order_number order by c.occurred_at desc, c.id desc limit 1) acted on true
                """,
                row -> {
                    OffsetDateTime latest = row.getObject("occurred_at", OffsetDateTime.class);
                    String group = row.getString("action_group");
                    String state = row.getString("state");
                    found.put(
                            row.getString("order_number"),
                            new History(
                                    latest == null ? null : latest.toInstant(),
                                    group == null ? null : ActionGroup.valueOf(group),
                                    row.getString("content"),
                                    state == null ? null : CommandState.valueOf(state)));
                },
                (Object) orderNumbers.stream().distinct().toArray(String[]::new));
        return found;
    }

    void insert(ChangeSubmission submission, Recorded verdict, @Nullable String account, Instant now) {
        StatusChange change = submission.change();
        jdbc.update(
                """
                insert into order_status_change (change_id, digest, order_number, status, status_key, previous_status,
                    occurred_at, account, payment_type, requested_by, channel, file_id, file_line, received_at,
                    settings_version, verdict, action_group, amount, currency, lines, content, command_id)
                values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """,
                verdict.changeId(),
                change.digest(),
                change.orderNumber(),
                change.status().strip(),
                StatusName.key(change.status()),
                change.previousStatus(),
                String.valueOf(change.occurredAt() == null ? now : change.occurredAt()),
                account,
                change.paymentType(),
                change.requestedBy(),
                submission.origin().channel().name(),
                submission.origin().fileId(),
                submission.origin().fileLine(),
                now.toString(),
                verdict.settingsVersion(),
                verdict.code().name(),
                verdict.group() == null ? null : verdict.group().name(),
                change.amount(),
                change.currency(),
                change.lines().isEmpty() ? null : StoredJson.lines(change.lines()),
                change.content(),
                verdict.commandId());
    }

    /** What was accepted since then, the newest changes but in the order in which they occurred. */
    List<StatusChange> since(Instant moment, int most) {
        return jdbc.query("""
                select * from (
                    select * from order_status_change where received_at >= ?::timestamptz order by id desc limit ?) c
                order by occurred_at, id
                """, (row, i) -> change(row), moment.toString(), most);
    }

    /** An order's changes, newest first. */
    List<Recounted> of(String orderNumber, int most) {
        return jdbc.query(
                "select * from order_status_change where order_number = ? order by occurred_at desc, id desc limit ?",
                (row, i) -> new Recounted(change(row), stored(row).verdict()),
                orderNumber,
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
