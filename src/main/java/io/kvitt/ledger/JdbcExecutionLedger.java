package io.kvitt.ledger;

import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.PassSettled;
import io.kvitt.execution.Settlement;
import io.kvitt.provider.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims, intents and settlements in PostgreSQL, each for many payments in one commit. */
@Component
class JdbcExecutionLedger implements ExecutionLedger, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcExecutionLedger.class);

    /** Little beside what a pass waits for its provider, and a commit of many costs little more than a commit of one. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final ClaimedRows claimedRows;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final GroupCommit<Intent, Optional<Attempt>> intentCommits;
    private final GroupCommit<Settlement, Optional<Boolean>> settlementCommits;

    JdbcExecutionLedger(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Leases leases,
            ClaimedRows claimedRows,
            Intents intents,
            Settlements settlements,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = leases;
        this.claimedRows = claimedRows;
        this.events = events;
        this.clock = clock;
        this.intentCommits = new GroupCommit<>("intents", 200, GATHERING, intents::store);
        this.settlementCommits = new GroupCommit<>("settlements", 200, GATHERING, settlements::store);
    }

    @Override
    public List<Execution> claim(int most, Map<String, Integer> rooms, Duration lease) {
        Instant now = clock.instant();
        Columns<Map.Entry<String, Integer>> accounts = new Columns<>(List.copyOf(rooms.entrySet()));
        return Objects.requireNonNull(transaction.execute(status -> {
            List<ClaimedRows.Payment> payments = jdbc.query(
                    """
                    update payment p set due_at = ?::timestamptz, leased_until = ?::timestamptz, fence = p.fence + 1
                    from (
                        select of_account.id from (select unnest(?::text[]) as account, unnest(?::int[]) as most) room
                        cross join lateral (
                            select id, due_at from payment where account = room.account and due_at <= ?::timestamptz
                            order by due_at limit room.most for update skip locked) of_account
                        order by of_account.due_at limit ?) due
                    where p.id = due.id
                    returning p.id, p.account, p.provider_order_id, p.fence, p.known_total
                    """,
                    (row, i) -> new ClaimedRows.Payment(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getObject(5, Long.class)),
                    now.plus(lease).toString(),
                    now.plus(lease).toString(),
                    accounts.text(Map.Entry::getKey),
                    accounts.integer(Map.Entry::getValue),
                    now.toString(),
                    most);
            return payments.isEmpty() ? List.of() : claimedRows.heads(payments, now);
        }));
    }

    @Override
    public Set<Long> extend(Collection<Execution> running, Duration lease) {
        String until = clock.instant().plus(lease).toString();
        Columns<Execution> columns = new Columns<>(List.copyOf(running));
        return new HashSet<>(jdbc.queryForList(
                """
                with held as (
                    select p.id from payment p
                        join (select unnest(?::bigint[]) as payment, unnest(?::bigint[]) as fence) u on p.id = u.payment and p.fence = u.fence
                    where p.leased_until is not null
                    order by p.account, p.provider_order_id
                    for update of p)
                update payment p set due_at = ?::timestamptz, leased_until = ?::timestamptz
                from held where p.id = held.id
                returning p.id
                """, Long.class, columns.bigint(Execution::paymentId), columns.bigint(Execution::fence), until, until));
    }

    @Override
    public Attempt intend(Intent intent) {
        return intentCommits.submit(intent).orElseThrow(() -> new LeaseLost(intent.execution()));
    }

    @Override
    public void intendAgain(Execution execution, Attempt attempt) {
        String now = clock.instant().toString();
        boolean held = Boolean.TRUE.equals(transaction.execute(status -> {
            if (leases.hold(List.of(execution)).isEmpty()) {
                return false;
            }
            jdbc.update("update attempt set working_at = ?::timestamptz where id = ?", now, attempt.id());
            return true;
        }));
        if (!held) {
            throw new LeaseLost(execution);
        }
    }

    @Override
    public void settle(Settlement settlement) {
        boolean more = settlementCommits.submit(settlement).orElseThrow(() -> new LeaseLost(settlement.execution()));
        try {
            events.publishEvent(new PassSettled(settlement, more));
        } catch (RuntimeException e) {
            // It is committed. Whoever was not told finds it in the ledger.
            LOG.warn("not everybody was told of a settled pass: {}", e.toString());
        }
    }

    @Override
    public Optional<Instant> nextDue(Set<String> accounts) {
        return Optional.ofNullable(
                        jdbc.queryForObject("""
                        select min(due_at) from unnest(?) as a(account) cross join lateral (
                            select min(due_at) as due_at from payment p
                            where p.account = a.account and p.due_at is not null) next
                        """, OffsetDateTime.class, (Object) accounts.toArray(String[]::new)))
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public Set<String> accountsAtWork() {
        return new HashSet<>(
                jdbc.queryForList("select distinct account from payment where due_at is not null", String.class));
    }

    @Override
    public void close() {
        intentCommits.close();
        settlementCommits.close();
    }
}
