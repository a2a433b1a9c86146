package io.kvitt.ledger;

import io.kvitt.audit.AuditTrail;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may do about a command that needs attention. Both are audited. */
@Component
public class AttentionDesk {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final AuditTrail audit;
    private final Clock clock;

    AttentionDesk(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes the command up again with a new schedule of tries; it reads the payment before it does anything.
     *
     * @return whether it needed attention
     */
    public boolean retry(String commandId, String actor) {
        boolean done = Boolean.TRUE.equals(transaction.execute(status -> {
            String now = clock.instant().toString();
            // The payment first: that is the order in which everybody else locks.
            List<Long> payment = jdbc.queryForList("""
                    select p.id from payment p join command c on c.payment_id = p.id
                    where c.command_id = ? for update of p
                    """, Long.class, commandId);
            int changed = jdbc.update("""
                    update command set state = 'WAITING', code = null, ended_at = null, published_at = null, tries = 0,
                        refused = false, next_try_at = ?::timestamptz
                    where command_id = ? and state = 'NEEDS_ATTENTION'
                    """, now, commandId);
            if (changed == 0 || payment.isEmpty()) {
                return false;
            }
            jdbc.update(
                    "update payment set due_at = coalesce(due_at, ?::timestamptz) where id = ?", now, payment.get(0));
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
                        published_at = null
                    where command_id = ? and state = 'NEEDS_ATTENTION'
                    """, clock.instant().toString(), commandId);
            if (changed == 1) {
                audit.record(actor, "command.resolve", commandId, Map.of("note", note));
            }
            return changed == 1;
        }));
    }
}
