package io.kvitt.ledger;

import io.kvitt.audit.AuditTrail;
import io.kvitt.command.AccountScope;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Referred;
import io.kvitt.command.Replaced;
import io.kvitt.command.Submission;
import io.kvitt.command.WorkAccepted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Order references, and the commands that wait for them. */
@Component
public class ReferenceTable {

    /**
     * What waits for one of these order numbers, and what a person holds back, as far as an account that it may be about has
     * the number; with the reference that fits, and how many do. Another account's number is another number.
     */
    private static final String FITTING = """
            select c.id, min(r.account) filter (where fits) as account,
                min(r.provider_order_id) filter (where fits) as provider_order_id, count(*) filter (where fits) as many
            from command c join order_reference r using (order_number)
            cross join lateral (select c.provider_order_id is null or c.provider_order_id = r.provider_order_id as fits) f
            where c.order_number = any(?) and c.payment_id is null and (c.ended_at is null or c.state = 'NEEDS_ATTENTION')
                and (c.account is null or c.account = r.account)
            group by c.id""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Overtaking overtaking;
    private final Takeovers takeovers;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReferenceSettings settings;

    ReferenceTable(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Overtaking overtaking,
            ApplicationEventPublisher events,
            AuditTrail audit,
            Clock clock,
            ReferenceSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.overtaking = overtaking;
        this.takeovers = new Takeovers(jdbc, audit, clock);
        this.events = events;
        this.clock = clock;
        this.settings = settings;
    }

    /** A reference to store. */
    public record Asked(OrderReference reference, boolean replace) {}

    /** What became of it. */
    public enum Answer {
        STORED,
        /** It leads to an account outside the scope; nothing of what was asked with it is stored either. */
        DENIED,
        /** The order number leads to another payment of the account, which is not known to be over. */
        NUMBER_TAKEN,
        /** Another order number of the account leads to the payment. */
        PAYMENT_TAKEN
    }

    /** Where the order number leads. */
    public Referred find(String orderNumber) {
        return find(List.of(orderNumber)).getOrDefault(orderNumber, Referred.NOWHERE);
    }

    /** Where those of these order numbers lead that have a reference. */
    public Map<String, Referred> find(Collection<String> orderNumbers) {
        Map<String, List<OrderReference>> found = new HashMap<>();
        if (!orderNumbers.isEmpty()) {
            jdbc.query(
                    """
                    select order_number, account, provider_order_id, currency
                    from order_reference where order_number = any(?)
                    """,
                    row -> {
                        found.computeIfAbsent(row.getString(1), number -> new ArrayList<>())
                                .add(new OrderReference(
                                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                    },
                    (Object) orderNumbers.stream().distinct().toArray(String[]::new));
        }
        Map<String, Referred> referred = new HashMap<>();
        found.forEach((number, references) -> referred.put(number, new Referred(references)));
        return referred;
    }

    /** Stores or replaces the references and attaches the commands that waited for them, in order of acceptance. */
    public void put(List<OrderReference> references) {
        put(references.stream().map(reference -> new Asked(reference, true)).toList(), AccountScope.ALL, "kvitt");
    }

    /**
     * The same, but that none takes a number from a payment that may still be acted on, or a payment that has another number,
     * unless it is asked for; that is audited.
     *
     * @param asked no order number of an account, and no payment, twice
     * @param scope when one of the references leads to an account outside it, nothing is stored
     * @param actor who asks
     * @return what became of each
     */
    public List<Answer> put(List<Asked> asked, AccountScope scope, String actor) {
        List<Answer> answers = Objects.requireNonNull(transaction.execute(status -> store(asked, scope, actor)));
        if (answers.contains(Answer.STORED)) {
            events.publishEvent(new WorkAccepted());
        }
        return answers;
    }

    private List<Answer> store(List<Asked> asked, AccountScope scope, String actor) {
        List<OrderReference> references = asked.stream().map(Asked::reference).toList();
        if (!references.stream().allMatch(reference -> scope.allows(reference.account()))) {
            return Collections.nCopies(asked.size(), Answer.DENIED);
        }
        lock(references.stream().flatMap(Takeovers::locks).toList());
        Takeovers.Standing standing = takeovers.standing(references);
        List<Answer> answers = asked.stream().map(standing::answer).toList();
        List<OrderReference> stored = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == Answer.STORED) {
                takeovers.note(asked.get(i), standing, actor);
                stored.add(references.get(i));
            }
        }
        if (!stored.isEmpty()) {
            takeovers.store(stored);
            attach(stored.stream().map(OrderReference::orderNumber).toArray(String[]::new));
        }
        return answers;
    }

    /** The other order numbers that lead to the payment. */
    public List<String> alsoCalled(OrderReference reference) {
        return jdbc.queryForList(
                """
                select order_number from order_reference
                where account = ? and provider_order_id = ? and order_number <> ? order by order_number limit 100
                """, String.class, reference.account(), reference.providerOrderId(), reference.orderNumber());
    }

    /** What the order number of this account has led to before, the last first. */
    public List<Replaced> replaced(OrderReference reference) {
        return takeovers.replaced(reference);
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
        String now = clock.instant().toString();
        jdbc.update("""
                insert into payment (account, provider_order_id, due_at)
                select distinct account, provider_order_id, ?::timestamptz from (%s) f where many = 1
                order by account, provider_order_id
                on conflict (account, provider_order_id) do update set due_at = coalesce(payment.due_at, excluded.due_at)
                """.formatted(FITTING), now, orderNumbers);
        List<Long> attached = jdbc.queryForList("""
                update command c set payment_id = p.id, account = p.account, provider_order_id = p.provider_order_id,
                    state = case when c.ended_at is null then 'ACCEPTED' else c.state end,
                    code = case when c.ended_at is not null then c.code end, reference_deadline = null
                from (%s) f join payment p on p.account = f.account and p.provider_order_id = f.provider_order_id
                where c.id = f.id and f.many = 1
                returning c.id
                """.formatted(FITTING), Long.class, (Object) orderNumbers);
        jdbc.update("""
                update command c set state = 'REFUSED', ended_at = ?::timestamptz,
                    code = case when f.many > 1 then 'ACCOUNT_AMBIGUOUS' else 'ACCOUNT_MISMATCH' end
                from (%s) f where c.id = f.id and f.many <> 1 and c.ended_at is null
                """.formatted(FITTING), now, orderNumbers);
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
    Map<String, Referred> lockMissing(List<Submission> submissions, Map<String, Referred> known) {
        List<String> missing = submissions.stream()
                .filter(submission -> !submission.command().namesPayment()
                        && !known.containsKey(submission.command().orderNumber()))
                .map(submission -> String.valueOf(submission.command().orderNumber()))
                .toList();
        if (missing.isEmpty()) {
            return known;
        }
        lock(missing);
        Map<String, Referred> all = new HashMap<>(known);
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
