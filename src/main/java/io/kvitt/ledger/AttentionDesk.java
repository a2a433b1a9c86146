package io.kvitt.ledger;

import io.kvitt.audit.AuditTrail;
import io.kvitt.command.AccountScope;
import io.kvitt.command.WorkAccepted;
import io.kvitt.payment.Code;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may do about a command that needs attention. Both are audited. */
@Component
public class AttentionDesk {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Overtaking overtaking;
    private final ReferenceTable references;
    private final ApplicationEventPublisher events;
    private final AuditTrail audit;
    private final Clock clock;
    private final ReferenceSettings waiting;

    AttentionDesk(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Overtaking overtaking,
            ReferenceTable references,
            ApplicationEventPublisher events,
            AuditTrail audit,
            Clock clock,
            ReferenceSettings waiting) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.overtaking = overtaking;
        this.references = references;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * What needs attention, and what has waited long for its order's reference; oldest command first.
     *
     * @param scope of these accounts only
     * @param account of this account only; null for all in scope
     * @param after rows after this one only
     */
    public List<AttentionRecord> list(AccountScope scope, @Nullable String account, long after, int most) {
        return jdbc.query(
                """
                select c.*, a.amount as attempt_amount, a.currency as attempt_currency,
                    a.id is not null and a.result is null as uncertain,
                    (select code from attempt t where t.command = c.id and t.code is not null order by t.id desc limit 1)
                        as last_failure,
                    case when c.payment_id is null then array(
                        select r.order_number from order_reference r
                        where order_number_key(r.order_number) = order_number_key(c.order_number)
                            and r.order_number <> c.order_number and (? or r.account = any(?))
                        order by r.order_number limit 5) end as near_misses
                from (
                    select * from command where state = 'NEEDS_ATTENTION' and id > ?
                    union all
                    select * from command
                    where payment_id is null and ended_at is null and accepted_at < ?::timestamptz and id > ?) c
                left join lateral (
                    select * from attempt w where w.command = c.id and w.effect is not null
                    order by w.id desc limit 1) a on true
                where (? or c.account = any(?)) and (?::text is null or c.account = ?)
                order by c.id limit ?
                """,
                (row, i) -> record(row),
                scope.isAll(),
                scope.names().toArray(String[]::new),
                after,
                clock.instant().minus(waiting.attentionAfter()).toString(),
                after,
                scope.isAll(),
                scope.names().toArray(String[]::new),
                account,
                account,
                most);
    }

    private static AttentionRecord record(ResultSet row) throws SQLException {
        boolean tried = row.getObject("attempt_amount") != null;
        String lastFailure = row.getString("last_failure");
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        Array nearMisses = row.getArray("near_misses");
        return new AttentionRecord(
                row.getLong("id"),
                row.getString("command_id"),
                row.getString("action"),
                row.getString("order_number"),
                row.getString("account"),
                row.getString("provider_order_id"),
                ended == null,
                Code.valueOf(row.getString("code")),
                lastFailure == null ? null : Code.valueOf(lastFailure),
                row.getObject(tried ? "attempt_amount" : "amount", Long.class),
                row.getString(tried ? "attempt_currency" : "currency"),
                row.getBoolean("uncertain"),
                (ended == null ? row.getObject("accepted_at", OffsetDateTime.class) : ended).toInstant(),
                row.getString("payment_status"),
                Optional.ofNullable(row.getObject("read_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                nearMisses == null ? List.of() : List.of((String[]) nearMisses.getArray()));
    }

    /**
     * Takes the command up again with a new schedule of tries; it reads the payment before it does anything. What a later
     * annulment would have overtaken ends as overtaken.
     *
     * @return whether it needed attention
     */
    public boolean retry(String commandId, String actor) {
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> {
            String now = clock.instant().toString();
            // The order number, or the payment, first: that is the order in which everybody else locks.
            references.lock(jdbc.queryForList(
                    "select order_number from command where command_id = ? and payment_id is null",
                    String.class,
                    commandId));
            List<Long> payment = jdbc.queryForList("""
                    select p.id from payment p join command c on c.payment_id = p.id
                    where c.command_id = ? for update of p
                    """, Long.class, commandId);
            List<Long> taken = jdbc.queryForList("""
                    update command set state = 'WAITING', code = null, ended_at = null, published_at = null,
                        noticed_at = null, tries = 0, next_try_at = ?::timestamptz,
                        taken_up_after = (select coalesce(max(a.id), 0) from attempt a where a.command = command.id)
                    where command_id = ? and state = 'NEEDS_ATTENTION' returning id
                    """, Long.class, now, commandId);
            if (taken.isEmpty()) {
                return false;
            }
            if (payment.isEmpty()) {
                references.await(commandId);
            } else {
                jdbc.update(
                        "update payment set due_at = coalesce(due_at, ?::timestamptz) where id = ?",
                        now,
                        payment.get(0));
            }
            overtaking.apply(taken);
            audit.record(actor, "command.retry", commandId, Map.of());
            return true;
        }));
        if (done) {
            events.publishEvent(new WorkAccepted());
        }
        return done;
    }

    /**
     * Closes the command as done outside Kvitt.
     *
     * @param note why; at least one character
     * @return whether it needed attention
     */
    public boolean resolve(String commandId, String actor, String note) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int changed = jdbc.update("""
                    update command set state = 'ALREADY_SO', code = 'RESOLVED', ended_at = ?::timestamptz,
                        published_at = null, noticed_at = null
                    where command_id = ? and state = 'NEEDS_ATTENTION'
                    """, clock.instant().toString(), commandId);
            if (changed == 1) {
                audit.record(actor, "command.resolve", commandId, Map.of("note", note));
            }
            return changed == 1;
        }));
    }
}
