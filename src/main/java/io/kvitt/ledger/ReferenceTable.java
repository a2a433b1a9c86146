package io.kvitt.ledger;

import io.kvitt.command.AccountScope;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Submission;
import io.kvitt.command.WorkAccepted;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Order references, and the commands that wait for them. */
@Component
public class ReferenceTable {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Overtaking overtaking;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReferenceSettings settings;

    ReferenceTable(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Overtaking overtaking,
            ApplicationEventPublisher events,
            Clock clock,
            ReferenceSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.overtaking = overtaking;
        this.events = events;
        this.clock = clock;
        this.settings = settings;
    }

    /** The references that exist among these order numbers. */
    public Map<String, OrderReference> find(Collection<String> orderNumbers) {
        Map<String, OrderReference> found = new HashMap<>();
        if (!orderNumbers.isEmpty()) {
            jdbc.query(
                    """
                    select order_number, account, provider_order_id, currency
                    from order_reference where order_number = any(?)
                    """,
                    row -> {
                        found.put(
                                row.getString(1),
                                new OrderReference(
                                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                    },
                    (Object) orderNumbers.stream().distinct().toArray(String[]::new));
        }
        return found;
    }

    /** Stores or replaces the references and attaches the commands that waited for them, in order of acceptance. */
    public void put(List<OrderReference> references) {
        put(references, AccountScope.ALL);
    }

    /**
     * As {@link #put(List)}, unless one of the references leads to an account outside the scope, or away from one: then
     * nothing is stored.
     *
     * @return the order numbers at fault
     */
    public Set<String> put(List<OrderReference> references, AccountScope scope) {
        Set<String> denied = new TreeSet<>();
        transaction.executeWithoutResult(status -> {
            List<String> orderNumbers =
                    references.stream().map(OrderReference::orderNumber).toList();
            lock(orderNumbers);
            if (!scope.isAll()) {
                Stream.concat(references.stream(), find(orderNumbers).values().stream())
                        .filter(reference -> !scope.allows(reference.account()))
                        .forEach(reference -> denied.add(reference.orderNumber()));
                if (!denied.isEmpty()) {
                    return;
                }
            }
            Columns<OrderReference> columns = new Columns<>(references);
            jdbc.update(
                    """
                    insert into order_reference (order_number, account, provider_order_id, currency, updated_at)
                    select distinct on (order_number) order_number, account, provider_order_id, currency, ?::timestamptz
                    from (select unnest(?::text[]) as order_number, unnest(?::text[]) as account,
                        unnest(?::text[]) as provider_order_id, unnest(?::text[]) as currency) r
                    order by order_number
                    on conflict (order_number) do update set account = excluded.account,
                        provider_order_id = excluded.provider_order_id, currency = excluded.currency,
                        updated_at = excluded.updated_at
                    """,
                    clock.instant().toString(),
                    columns.text(OrderReference::orderNumber),
                    columns.text(OrderReference::account),
                    columns.text(OrderReference::providerOrderId),
                    columns.text(OrderReference::currency));
            attach(orderNumbers.toArray(String[]::new));
        });
        if (denied.isEmpty()) {
            events.publishEvent(new WorkAccepted());
        }
        return denied;
    }

    /** Has a command wait that a person takes up before its order's reference is there, or goes on with it if it is. */
    void await(String commandId) {
        List<String> orderNumber = jdbc.queryForList(
                """
                update command set code = 'REFERENCE_AWAITED', reference_deadline = ?::timestamptz
                where command_id = ? returning order_number
                """, String.class, clock.instant().plus(settings.longestWait()).toString(), commandId);
        attach(orderNumber.toArray(String[]::new));
    }

    /** What a person holds back is only told its payment: who may see it depends on that. */
    private void attach(String[] orderNumbers) {
        Instant now = clock.instant();
        jdbc.update("""
                insert into payment (account, provider_order_id, due_at)
                select distinct r.account, r.provider_order_id, ?::timestamptz
                from order_reference r join command c using (order_number)
                where c.order_number = any(?) and c.payment_id is null
                    and (c.ended_at is null or c.state = 'NEEDS_ATTENTION')
                    and (c.account is null or c.account = r.account)
                    and (c.provider_order_id is null or c.provider_order_id = r.provider_order_id)
                order by r.account, r.provider_order_id
                on conflict (account, provider_order_id) do update set due_at = coalesce(payment.due_at, excluded.due_at)
                """, now.toString(), orderNumbers);
        List<Long> attached = jdbc.queryForList("""
                update command c set payment_id = p.id, account = p.account, provider_order_id = p.provider_order_id,
                    state = case when c.ended_at is null then 'ACCEPTED' else c.state end,
                    code = case when c.ended_at is not null then c.code end, reference_deadline = null
                from order_reference r join payment p
                    on p.account = r.account and p.provider_order_id = r.provider_order_id
                where c.order_number = any(?) and c.order_number = r.order_number
                    and c.payment_id is null and (c.ended_at is null or c.state = 'NEEDS_ATTENTION')
                    and (c.account is null or c.account = r.account)
                    and (c.provider_order_id is null or c.provider_order_id = r.provider_order_id)
                returning c.id
                """, Long.class, (Object) orderNumbers);
        jdbc.update("""
                update command c set state = 'REFUSED', code = 'ACCOUNT_MISMATCH', ended_at = ?::timestamptz
                from order_reference r
                where c.order_number = any(?) and c.order_number = r.order_number
                    and c.payment_id is null and c.ended_at is null and (c.account <> r.account or c.provider_order_id <> r.provider_order_id)
                """, now.toString(), orderNumbers);
        overtaking.apply(attached);
    }

    /** Refuses the commands whose reference never came; returns how many. */
    public int refuseOverdue() {
        Instant now = clock.instant();
        return jdbc.update("""
                update command set state = 'REFUSED', code = 'REFERENCE_UNKNOWN', ended_at = ?::timestamptz
                where payment_id is null and ended_at is null and reference_deadline < ?::timestamptz
                """, now.toString(), now.toString());
    }

    /**
     * The references of these submissions. Where one is missing, its order number is locked and looked up again, so
     * that a command can not miss a reference that is committed at the same moment.
     */
    Map<String, OrderReference> lockMissing(List<Submission> submissions, Map<String, OrderReference> known) {
        List<String> missing = submissions.stream()
                .filter(submission -> !submission.command().namesPayment()
                        && !known.containsKey(submission.command().orderNumber()))
                .map(submission -> String.valueOf(submission.command().orderNumber()))
                .toList();
        if (missing.isEmpty()) {
            return known;
        }
        lock(missing);
        Map<String, OrderReference> all = new HashMap<>(known);
        all.putAll(find(missing));
        return all;
    }

    void lock(List<String> orderNumbers) {
        jdbc.query(
                "select pg_advisory_xact_lock(hashtextextended(n, 0)) from unnest(?) n order by hashtextextended(n, 0)",
                row -> {},
                (Object) orderNumbers.stream().distinct().toArray(String[]::new));
    }
}
