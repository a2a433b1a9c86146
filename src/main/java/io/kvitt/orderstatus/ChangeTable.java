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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The status changes in PostgreSQL, as they are taken in. */
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

    static Stored stored(ResultSet row) throws SQLException {
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

    /**
     * Which payment an order's change is about now.
     *
     * @param providerOrderId null where no reference has said so yet
     */
    record Subject(@Nullable String account, @Nullable String providerOrderId) {}

    /**
     * What these orders have been through, as far as it was said of their own account: nobody makes another account's
     * changes stale. What was done, or is on its way, was done to a payment: where the order has another one by now, it
     * does not count. What still waits for its reference will be about whichever payment that leads to. What led to nothing
     * has no say, and what was held back has not entered its group, even if a person has it done after all: to ask for what
     * is so already does no harm.
     */
    Map<String, History> histories(Map<String, Subject> subjects) {
        Map<String, History> found = new HashMap<>();
        jdbc.query(
                """
                select n.order_number, latest.occurred_at, acted.action_group, acted.content, acted.state
                from unnest(?::text[], ?::text[], ?::text[]) n(order_number, account, provider_order_id)
                cross join lateral (
                    select max(occurred_at) as occurred_at from order_status_change c
                    where c.order_number = n.order_number
                        and (c.account is null or n.account is null or c.account = n.account)
                        and c.verdict in ('STATUS_COMMANDED', 'STATUS_ALREADY_IN_GROUP')) latest
                left join lateral (
                    select c.action_group, c.content, m.state from order_status_change c join command m using (command_id)
                    where c.order_number = n.order_number and c.verdict = 'STATUS_COMMANDED'
                        and (c.account is null or n.account is null or c.account = n.account)
                        and (m.payment_id is null or n.provider_order_id is null
                            or m.provider_order_id = n.provider_order_id)
                    order by c.occurred_at desc, c.id desc limit 1) acted on true
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
                subjects.keySet().toArray(String[]::new),
                subjects.values().stream().map(Subject::account).toArray(String[]::new),
                subjects.values().stream().map(Subject::providerOrderId).toArray(String[]::new));
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
}
