package io.kvitt.notification;

import io.kvitt.command.AccountScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Events on their way to webhooks, in the database. */
@Component
public class WebhookOutbox {

    private static final String OPEN = " delivered_at is null and given_up_at is null ";

    /** Every step has a limit and an index to go by; a plan of before the backlog may not use it. */
    private static final String CLAIM = """
            with recursive account (name) as (
                select min(account) from webhook_delivery where %1$s
                union all
                select (select min(account) from webhook_delivery where %1$s and account > name)
                from account where name is not null),
            room as (
                select name, ? - coalesce(calls, 0) as most
                from account left join unnest(?, ?) as busy (account, calls) on account = name),
            looked as materialized (
                select due.id, due.due_at, head.due_at as head_due_at, room.name, room.most,
                    head.id = due.id and not exists (
                        select 1 from command
                        where ended_at is not null and noticed_at is null and ended_at < due.occurred_at
                            and (coalesce(account, '') || '/' || coalesce(order_number, provider_order_id))
                                = due.order_key) as free
                from room
                cross join lateral (
                    select id, due_at, order_key, occurred_at from webhook_delivery
                    where %1$s and account = room.name and due_at <= ? and room.most > 0
                    order by account, due_at, id limit 32) due
                cross join lateral (
                    select id, due_at from webhook_delivery
                    where %1$s and order_key = due.order_key
                    order by order_key, occurred_at, id limit 1) head),
            ranked as (
                select *, row_number() over (partition by name, free order by due_at, id) as place from looked),
            mine as (
                select d.id, chosen.free, chosen.head_due_at from webhook_delivery d
                join (
                    select * from ranked where not free or place <= most order by due_at limit ?) chosen
                    on chosen.id = d.id
                where %1$s and d.due_at <= ?
                for update of d skip locked)
            update webhook_delivery d set due_at = greatest(?, mine.head_due_at), fence = d.fence + 1
            from mine where d.id = mine.id
            returning d.id, d.fence, d.account, d.event_id, d.body, d.tries, mine.free
            """.formatted(OPEN);

    private static final String CONCLUDE =
            "update webhook_delivery set tries = tries + 1, %s where id = ? and fence = ? and " + OPEN;

    private static final String SETTLE = """
            with settled as (%%s returning order_key),
            next as (
                select id from webhook_delivery
                where %s and order_key = (select order_key from settled) and id <> ?
                order by order_key, occurred_at, id limit 1)
            update webhook_delivery d set due_at = least(d.due_at, ?) from next where d.id = next.id
            """.formatted(OPEN);

    private final JdbcTemplate jdbc;

    WebhookOutbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event that one sender has for itself until its lease runs out.
     *
     * @param isFree whether it may be sent, and does not wait for another
     */
    record Claimed(long id, long fence, String account, String eventId, String body, int tries, boolean isFree) {}

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
     * Takes due events, each the oldest open one of its order. An event that has to wait for another, also for an
     * outcome that ended earlier and that is not taken down yet, is looked at again when that may be over.
     *
     * @param calls how many each account has under way, of those that have any
     * @param mostOfAccount so many an account may have under way
     * @return empty when nothing is due that there is room for
     */
    List<Claimed> claim(Map<String, Integer> calls, int mostOfAccount, int most, Instant now, Duration lease) {
        List<Claimed> looked;
        List<Claimed> free;
        do {
            looked = look(calls, mostOfAccount, most, now, lease);
            free = looked.stream().filter(Claimed::isFree).toList();
        } while (free.isEmpty() && !looked.isEmpty());
        return free;
    }

    private List<Claimed> look(Map<String, Integer> calls, int mostOfAccount, int most, Instant now, Duration lease) {
        List<String> accounts = List.copyOf(calls.keySet());
        return jdbc.query(
                CLAIM,
                (row, i) -> new Claimed(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getBoolean(7)),
                mostOfAccount,
                accounts.toArray(String[]::new),
                accounts.stream().map(calls::get).toArray(Integer[]::new),
                time(now),
                most,
                time(now),
                time(now.plus(lease)));
    }

    /** Nothing happens when another sender has it by now; so with the other two ends of a try. */
    void delivered(Claimed claimed, Instant now) {
        settle(claimed, "delivered_at = ?, last_error = null", now, time(now));
    }

    void failed(Claimed claimed, String error, Instant next) {
        jdbc.update(CONCLUDE.formatted("last_error = ?, due_at = ?"), error, time(next), claimed.id(), claimed.fence());
    }

    void givenUp(Claimed claimed, String error, Instant now) {
        settle(claimed, "last_error = ?, given_up_at = ?", now, error, time(now));
    }

    /** Makes the next of its order due too. One that is stored at this very moment is due at the latest after a lease. */
    private void settle(Claimed claimed, String change, Instant now, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(claimed.id(), claimed.fence(), claimed.id(), time(now)));
        jdbc.update(SETTLE.formatted(CONCLUDE.formatted(change)), all.toArray());
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
