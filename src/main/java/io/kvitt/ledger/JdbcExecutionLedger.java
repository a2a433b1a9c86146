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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims, intents and settlements in PostgreSQL, each for many payments in one commit. */
@Component
class JdbcExecutionLedger implements ExecutionLedger, AutoCloseable {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ClaimedRows claimedRows;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final GroupCommit<Intent, Optional<Attempt>> intents;
    private final GroupCommit<Settlement, Optional<Boolean>> settlements;

    JdbcExecutionLedger(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ClaimedRows claimedRows,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.claimedRows = claimedRows;
        this.events = events;
        this.clock = clock;
        this.intents = new GroupCommit<>("intents", 200, this::storeIntents);
        this.settlements = new GroupCommit<>("settlements", 200, this::storeSettlements);
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
    public void extend(Collection<Execution> running, Duration lease) {
        String until = clock.instant().plus(lease).toString();
        jdbc.update("""
                update payment p set due_at = ?::timestamptz, leased_until = ?::timestamptz
                from json_to_recordset(?::json) as u(payment bigint, fence bigint)
                where p.id = u.payment and p.fence = u.fence and p.leased_until is not null
                """, until, until, Rows.of(running.stream().map(Held::of).toList()));
    }

    @Override
    public Attempt intend(Intent intent) {
        return intents.submit(intent).orElseThrow(() -> new LeaseLost(intent.execution()));
    }

    @Override
    public void settle(Settlement settlement) {
        boolean more = settlements.submit(settlement).orElseThrow(() -> new LeaseLost(settlement.execution()));
        events.publishEvent(new PassSettled(settlement, more));
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(jdbc.queryForObject(
                        "select min(due_at) from payment where due_at is not null", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private List<Optional<Attempt>> storeIntents(List<Intent> batch) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(status -> {
            Set<Long> held = hold(batch.stream().map(Intent::execution).toList());
            List<Intent> valid = batch.stream()
                    .filter(intent -> held.contains(intent.execution().paymentId()))
                    .toList();
            Map<Long, Long> ids = valid.isEmpty() ? Map.of() : insertAttempts(valid, now);
            List<Optional<Attempt>> results = new ArrayList<>();
            for (Intent intent : batch) {
                results.add(Optional.ofNullable(ids.get(intent.execution().commandRow()))
                        .map(id -> new Attempt(
                                id,
                                intent.request().effect(),
                                intent.request().operation(),
                                intent.request().amount(),
                                intent.request().currency(),
                                intent.request().idempotencyKey(),
                                intent.request().method(),
                                intent.request().path(),
                                intent.body(),
                                intent.basis(),
                                now,
                                null)));
            }
            return results;
        }));
    }

    private Map<Long, Long> insertAttempts(List<Intent> intents, Instant now) {
        Map<Long, Long> ids = new HashMap<>();
        String json = Rows.of(intents.stream().map(IntentRow::of).toList());
        jdbc.update("""
                update attempt a set result = 'ABSENT', ended_at = ?::timestamptz
                from json_to_recordset(?::json) as u(absent bigint) where a.id = u.absent
                """, now.toString(), json);
        jdbc.query(
                """
                insert into attempt (command, operation, effect, amount, currency, idempotency_key, method, path, body,
                    basis, finishes, begun_at)
                select command, operation, effect, amount, currency, idempotency_key, method, path, body,
                    basis::jsonb, finishes, ?::timestamptz
                from json_to_recordset(?::json) as u(command bigint, operation text, effect text, amount bigint,
                    currency text, idempotency_key text, method text, path text, body text, basis text,
                    finishes boolean)
                returning command, id
                """,
                row -> {
                    ids.put(row.getLong(1), row.getLong(2));
                },
                now.toString(),
                json);
        return ids;
    }

    /** For each: empty when its lease was lost, else whether its payment has more to do. */
    private List<Optional<Boolean>> storeSettlements(List<Settlement> batch) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(status -> {
            Set<Long> held = hold(batch.stream().map(Settlement::execution).toList());
            List<SettlementRow> rows = batch.stream()
                    .filter(settlement -> held.contains(settlement.execution().paymentId()))
                    .map(settlement -> SettlementRow.of(settlement, now))
                    .toList();
            Set<Long> open = rows.isEmpty() ? Set.of() : write(Rows.of(rows), now);
            return batch.stream()
                    .map(settlement -> settlement.execution().paymentId())
                    .map(payment ->
                            held.contains(payment) ? Optional.of(open.contains(payment)) : Optional.<Boolean>empty())
                    .toList();
        }));
    }

    /** Returns the payments that have more to do. */
    private Set<Long> write(String json, Instant now) {
        jdbc.update("""
                update attempt a set result = u.attempt_result, code = u.attempt_code, task = coalesce(u.task, a.task),
                    provider_code = u.provider_code, correlation_id = coalesce(u.correlation_id, a.correlation_id),
                    provider_reference = coalesce(u.provider_reference, a.provider_reference),
                    ended_at = case when u.attempt_result is not null then ?::timestamptz end
                from json_to_recordset(?::json) as u(attempt bigint, attempt_result text, attempt_code text, task text,
                    provider_code text, correlation_id text, provider_reference text)
                where a.id = u.attempt
                """, now.toString(), json);
        jdbc.update("""
                insert into attempt (command, operation, result, code, begun_at, ended_at)
                select command, 'read', 'FAILED', code, ?::timestamptz, ?::timestamptz
                from json_to_recordset(?::json) as u(command bigint, attempt bigint, failed boolean, code text)
                where u.failed and u.attempt is null
                """, now.toString(), now.toString(), json);
        jdbc.update("""
                update command c set state = u.state, code = u.code, provider_code = coalesce(u.provider_code, c.provider_code),
                    performed = coalesce(u.performed, c.performed),
                    payment_status = coalesce(u.payment_status, c.payment_status),
                    settled_amount = coalesce(u.settled_amount, c.settled_amount),
                    settled_currency = coalesce(u.settled_currency, c.settled_currency),
                    provider_reference = coalesce(u.provider_reference, c.provider_reference),
                    tries = c.tries + u.failed::int, refusals = c.refusals + (u.attempt_result is not distinct from 'REFUSED')::int,
                    begun = u.begun, next_try_at = u.next_try_at, ended_at = u.ended_at
                from json_to_recordset(?::json) as u(command bigint, state text, code text, provider_code text,
                    performed text, payment_status text, settled_amount bigint, settled_currency text,
                    provider_reference text, failed boolean, attempt_result text, begun boolean,
                    next_try_at timestamptz, ended_at timestamptz)
                where c.id = u.command
                """, json);
        Set<Long> open = new HashSet<>();
        jdbc.query(
                """
                update payment p set leased_until = null, due_at = case when exists (
                    select 1 from command c where c.payment_id = p.id and c.ended_at is null)
                    then coalesce(u.next_try_at, ?::timestamptz) end
                from json_to_recordset(?::json) as u(payment bigint, next_try_at timestamptz)
                where p.id = u.payment
                returning p.id, p.due_at is not null
                """,
                row -> {
                    if (row.getBoolean(2)) {
                        open.add(row.getLong(1));
                    }
                },
                now.toString(),
                json);
        return open;
    }

    /** Locks the payments whose lease still stands, in the order in which the inbox locks them. */
    private Set<Long> hold(List<Execution> executions) {
        return new HashSet<>(jdbc.queryForList(
                """
                select p.id from payment p
                    join json_to_recordset(?::json) as u(payment bigint, fence bigint)
                    on p.id = u.payment and p.fence = u.fence
                order by p.account, p.provider_order_id
                for update of p
                """, Long.class, Rows.of(executions.stream().map(Held::of).toList())));
    }

    @Override
    public void close() {
        intents.close();
        settlements.close();
    }

    private record Held(long payment, long fence) {

        static Held of(Execution execution) {
            return new Held(execution.paymentId(), execution.fence());
        }
    }

    private record IntentRow(
            long command,
            String operation,
            String effect,
            long amount,
            String currency,
            @Nullable String idempotencyKey,
            String method,
            String path,
            @Nullable String body,
            String basis,
            boolean finishes,
            @Nullable Long absent) {

        static IntentRow of(Intent intent) {
            return new IntentRow(
                    intent.execution().commandRow(),
                    intent.request().operation(),
                    intent.request().effect().name(),
                    intent.request().amount(),
                    intent.request().currency(),
                    intent.request().idempotencyKey(),
                    intent.request().method(),
                    intent.request().path(),
                    intent.body(),
                    intent.basis(),
                    intent.finishes(),
                    intent.absent());
        }
    }
}
