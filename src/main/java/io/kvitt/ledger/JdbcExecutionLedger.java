package io.kvitt.ledger;

import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.Settlement;
import io.kvitt.provider.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ClaimedRows claimedRows;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final GroupCommit<Intent, Optional<Attempt>> intentCommits;
    private final GroupCommit<Settlement, Optional<Boolean>> settlementCommits;

    JdbcExecutionLedger(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ClaimedRows claimedRows,
            Intents intents,
            Settlements settlements,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.claimedRows = claimedRows;
        this.events = events;
        this.clock = clock;
        this.intentCommits = new GroupCommit<>("intents", 200, intents::store);
        this.settlementCommits = new GroupCommit<>("settlements", 200, settlements::store);
    }

    @Override
    public List<Execution> claim(int most, Duration lease) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(status -> {
            List<ClaimedRows.Payment> payments = jdbc.query(
                    """
                    update payment p set due_at = ?::timestamptz, leased_until = ?::timestamptz, fence = p.fence + 1
                    from (select id from payment where due_at <= ?::timestamptz
                        order by due_at limit ? for update skip locked) due
                    where p.id = due.id
                    returning p.id, p.account, p.provider_order_id, p.fence
                    """,
                    (row, i) ->
                            new ClaimedRows.Payment(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
                    now.plus(lease).toString(),
                    now.plus(lease).toString(),
                    now.toString(),
                    most);
            return payments.isEmpty() ? List.of() : claimedRows.heads(payments);
        }));
    }

    @Override
    public Set<Long> extend(Collection<Execution> running, Duration lease) {
        String until = clock.instant().plus(lease).toString();
        return new HashSet<>(jdbc.queryForList(
                """
                update payment p set due_at = ?::timestamptz, leased_until = ?::timestamptz
                from json_to_recordset(?::json) as u(payment bigint, fence bigint)
                where p.id = u.payment and p.fence = u.fence and p.leased_until is not null
                returning p.id
                """,
                Long.class,
                until,
                until,
                Rows.of(running.stream().map(Leases.Held::of).toList())));
    }

    @Override
    public Attempt intend(Intent intent) {
        return intentCommits.submit(intent).orElseThrow(() -> new LeaseLost(intent.execution()));
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
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select min(due_at) from payment where due_at is not null", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    @Override
    public void close() {
        intentCommits.close();
        settlementCommits.close();
    }
}
