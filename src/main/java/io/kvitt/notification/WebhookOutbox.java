package io.kvitt.notification;

import io.kvitt.command.AccountScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Events on their way to webhooks, in the database. */
@Component
public class WebhookOutbox {

    private final JdbcTemplate jdbc;

    WebhookOutbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An event that one sender has for itself until its lease runs out. */
    record Claimed(long id, long fence, String account, String eventId, String body, int tries) {}

    /** Where an event is. */
    public enum State {
        PENDING("delivered_at is null and given_up_at is null"),
        DELIVERED("delivered_at is not null"),
        FAILED("given_up_at is not null");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One event as operators see it. */
    public record Delivery(
            long id,
            String eventId,
            String account,
            State state,
            int tries,
            @Nullable String lastError,
            Instant createdAt,
            Instant dueAt) {}

    /** The same event again is left as it is. */
    void add(Ended ended, String body, Instant now) {
        jdbc.update(
                """
                insert into webhook_delivery (account, order_key, event_id, body, occurred_at, created_at, due_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (event_id) do nothing
                """,
                ended.accountOrNone(),
                ended.orderKey(),
                ended.eventId(),
                body,
                time(ended.endedAt()),
                time(now),
                time(now));
    }

    /**
     * Takes one due event of each account, and only the oldest open one of its order. An event whose order has an
     * outcome that ended earlier and that another instance has not finished telling waits for that.
     *
     * @param full accounts to take nothing of
     */
    List<Claimed> claim(Collection<String> full, int most, Instant now, Duration lease) {
        return jdbc.query(
                """
                update webhook_delivery d set due_at = ?, fence = d.fence + 1
                from (
                    select id from webhook_delivery
                    where delivered_at is null and given_up_at is null and due_at <= ? and id in (
                        select id from (
                            select distinct on (n.account) n.id, n.due_at from webhook_delivery n
                            where n.delivered_at is null and n.given_up_at is null and n.due_at <= ?
                                and n.account <> all(?)
                                and not exists (
                                    select 1 from webhook_delivery o
                                    where o.order_key = n.order_key
                                        and o.delivered_at is null and o.given_up_at is null
                                        and (o.occurred_at, o.id) < (n.occurred_at, n.id))
                                and not exists (
                                    select 1 from command c
                                    where c.ended_at is not null and c.published_at is null
                                        and c.ended_at < n.occurred_at
                                        and coalesce(c.account, '') || '/'
                                            || coalesce(c.order_number, c.provider_order_id) = n.order_key)
                            order by n.account, n.due_at, n.id) heads
                        order by due_at limit ?)
                    for update skip locked) mine
                where d.id = mine.id
                returning d.id, d.fence, d.account, d.event_id, d.body, d.tries
                """,
                (row, i) -> new Claimed(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)),
                time(now.plus(lease)),
                time(now),
                time(now),
                full.toArray(String[]::new),
                most);
    }

    /** Nothing happens when another sender has it by now; so with the other two ends of a try. */
    void delivered(Claimed claimed, Instant now) {
        conclude(claimed, "delivered_at = ?, last_error = null", time(now));
    }

    void failed(Claimed claimed, String error, Instant next) {
        conclude(claimed, "last_error = ?, due_at = ?", error, time(next));
    }

    void givenUp(Claimed claimed, String error, Instant now) {
        conclude(claimed, "last_error = ?, given_up_at = ?", error, time(now));
    }

    private void conclude(Claimed claimed, String change, Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = claimed.id();
        all[arguments.length + 1] = claimed.fence();
        jdbc.update(
                "update webhook_delivery set tries = tries + 1, " + change
                        + " where id = ? and fence = ? and delivered_at is null and given_up_at is null",
                all);
    }

    /**
     * Newest first.
     *
     * @param scope of these accounts only
     * @param account null for all in scope
     * @param state null for all
     * @param before rows older than this one only
     */
    public List<Delivery> list(
            AccountScope scope, @Nullable String account, @Nullable State state, long before, int most) {
        return jdbc.query(
                "select * from webhook_delivery where id < ? and (? or account = any(?)) and (?::text is null or account = ?)"
                        + (state == null ? "" : " and " + state.condition) + " order by id desc limit ?",
                (row, i) -> delivery(row),
                before,
                scope.isAll(),
                scope.names().toArray(String[]::new),
                account,
                account,
                most);
    }

    /** Deletes what was delivered or given up, and created before a time. */
    void forget(Instant before) {
        jdbc.update(
                "delete from webhook_delivery where created_at < ? and coalesce(delivered_at, given_up_at) is not null",
                time(before));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        State state = row.getObject("delivered_at") != null
                ? State.DELIVERED
                : row.getObject("given_up_at") != null ? State.FAILED : State.PENDING;
        return new Delivery(
                row.getLong("id"),
                row.getString("event_id"),
                row.getString("account"),
                state,
                row.getInt("tries"),
                row.getString("last_error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
