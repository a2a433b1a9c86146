package io.kvitt.ledger;

import io.kvitt.command.CommandState;
import io.kvitt.payment.Code;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets an annul or a reverse go before the activations and updates that were accepted earlier for its payment and have no
 * intent: whoever has cancelled must not pay because something waited. What moves money back is never overtaken.
 *
 * <p>It is decided in the transaction that brings the two together, be it that the later one is accepted, that a
 * reference leads both to one payment, or that a person takes the earlier one up again. That transaction has the
 * payment's row, which the commit of an intent needs too: either the intent was first and stands, or its executor finds
 * its lease gone and writes nothing.
 */
@Component
class Overtaking {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Overtaking(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Ends what is overtaken by one of these commands, and those among them that are overtaken by a later one, whatever
     * became of that, unless it is held back as stale. An intent whose write surely did nothing holds no place.
     *
     * @param commands rows that were stored, attached or taken up in this transaction, whose payments it has locked; of
     *     those without a payment, their order numbers
     */
    void apply(Collection<Long> commands) {
        if (commands.isEmpty()) {
            return;
        }
        Long[] rows = commands.toArray(Long[]::new);
        Set<Long> payments = new HashSet<>();
        jdbc.query(
                """
                with overtaken as (
                    select pair.command, min(pair.by) as by from (
                        select e.id as command, a.id as by from unnest(?::bigint[]) n(id)
                            join command a on a.id = n.id and a.action in ('annul', 'reverse')
                                and a.code is distinct from 'STATUS_STALE'
                            join command e on e.payment_id = a.payment_id and e.id < a.id and e.ended_at is null
                        union all
                        select e.id, a.id from unnest(?::bigint[]) n(id)
                            join command e on e.id = n.id and e.ended_at is null
                            join command a on a.payment_id = e.payment_id and a.id > e.id
                                and a.action in ('annul', 'reverse') and a.code is distinct from 'STATUS_STALE'
                        union all
                        select e.id, a.id from unnest(?::bigint[]) n(id)
                            join command a on a.id = n.id and a.action in ('annul', 'reverse') and a.payment_id is null
                            join command e on e.order_number = a.order_number and e.id < a.id
                                and e.payment_id is null and e.ended_at is null
                            where (e.account is null or a.account is null or e.account = a.account)
                                and (e.provider_order_id is null or a.provider_order_id is null
                                    or e.provider_order_id = a.provider_order_id)) pair
                    group by pair.command)
                update command c set state = ?, code = ?, because_of = a.command_id, ended_at = ?::timestamptz,
                    next_try_at = null
                from overtaken o join command a on a.id = o.by
                where c.id = o.command and c.ended_at is null and c.action in ('activate', 'update') and not c.begun
                    and not exists (
                        select 1 from attempt w where w.command = c.id and w.effect is not null and w.result is null)
                returning c.payment_id
                """,
                row -> {
                    if (row.getObject(1) != null) {
                        payments.add(row.getLong(1));
                    }
                },
                rows,
                rows,
                rows,
                CommandState.REFUSED.name(),
                Code.OVERTAKEN.name(),
                clock.instant().toString());
        if (!payments.isEmpty()) {
            shutOut(payments);
        }
    }

    /** A pass that may be at work on what was overtaken finds its fence gone; one that has written is left in peace. */
    private void shutOut(Set<Long> payments) {
        jdbc.update("""
                update payment p set fence = p.fence + 1, leased_until = null, due_at = ?::timestamptz
                where p.id = any(?) and not exists (
                    select 1 from command c where c.payment_id = p.id and c.ended_at is null and (c.begun or exists (
                        select 1 from attempt w where w.command = c.id and w.effect is not null and w.result is null)))
                """, clock.instant().toString(), payments.toArray(Long[]::new));
    }
}
