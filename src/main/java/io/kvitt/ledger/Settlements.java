package io.kvitt.ledger;

import io.kvitt.execution.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores the ends of many passes in one commit, and gives their payments free. */
@Component
class Settlements {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final Ends ends;
    private final Clock clock;

    Settlements(JdbcTemplate jdbc, TransactionTemplate transaction, Leases leases, Ends ends, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = leases;
        this.ends = ends;
        this.clock = clock;
    }

    /** For each: empty when its lease was lost, else whether its payment has more to do. */
    List<Optional<Boolean>> store(List<Settlement> batch) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(status -> {
            Set<Leases.Held> held =
                    leases.hold(batch.stream().map(Settlement::execution).toList());
            List<SettlementRow> rows = batch.stream()
                    .filter(settlement -> held.contains(Leases.Held.of(settlement.execution())))
                    .map(settlement -> SettlementRow.of(settlement, now))
                    .toList();
            Set<Long> open = rows.isEmpty() ? Set.of() : write(rows, now);
            return batch.stream()
                    .map(settlement -> held.contains(Leases.Held.of(settlement.execution()))
                            ? Optional.of(open.contains(settlement.execution().paymentId()))
                            : Optional.<Boolean>empty())
                    .toList();
        }));
    }

    /** Returns the payments that have more to do. */
    private Set<Long> write(List<SettlementRow> rows, Instant now) {
        List<SettlementRow> tries =
                rows.stream().filter(row -> row.attempt() != null).toList();
        if (!tries.isEmpty()) {
            endAttempts(new Columns<>(tries), now.toString());
        }
        List<SettlementRow> failedReads = rows.stream()
                .filter(row -> row.failed() && row.attempt() == null)
                .toList();
        if (!failedReads.isEmpty()) {
            noteFailedReads(new Columns<>(failedReads), now.toString());
        }
        endCommands(new Columns<>(rows), now.toString());
        return freePayments(new Columns<>(rows), now.toString());
    }

    private void endAttempts(Columns<SettlementRow> columns, String now) {
        jdbc.update(
                """
                update attempt a set result = u.attempt_result, code = coalesce(u.attempt_code, case u.attempt_result when 'ABSENT' then a.code end),
                    task = coalesce(u.task, a.task),
                    working_at = case when u.task is not null or u.reported then ?::timestamptz else a.working_at end,
                    reported = a.reported or u.reported,
                    provider_code = u.provider_code, correlation_id = coalesce(u.correlation_id, a.correlation_id),
                    provider_reference = coalesce(u.provider_reference, a.provider_reference),
                    ended_at = case when u.attempt_result is not null then ?::timestamptz end
                from (select unnest(?::bigint[]) as attempt, unnest(?::text[]) as attempt_result,
                    unnest(?::boolean[]) as reported, unnest(?::text[]) as attempt_code, unnest(?::text[]) as task, unnest(?::text[]) as provider_code,
                    unnest(?::text[]) as correlation_id, unnest(?::text[]) as provider_reference) u
                where a.id = u.attempt
                """,
                now,
                now,
                columns.bigint(SettlementRow::attempt),
                columns.text(SettlementRow::attemptResult),
                columns.bool(SettlementRow::reported),
                columns.text(SettlementRow::attemptCode),
                columns.text(SettlementRow::task),
                columns.text(SettlementRow::providerCode),
                columns.text(SettlementRow::correlationId),
                columns.text(SettlementRow::providerReference));
    }

    private void noteFailedReads(Columns<SettlementRow> columns, String now) {
        jdbc.update("""
                insert into attempt (command, operation, result, code, begun_at, ended_at)
                select command, 'read', case code when 'PAYMENT_PENDING' then 'PENDING' else 'FAILED' end, code, ?::timestamptz, ?::timestamptz
                from (select unnest(?::bigint[]) as command, unnest(?::text[]) as code) u
                """, now, now, columns.bigint(SettlementRow::command), columns.text(SettlementRow::code));
    }

    private void endCommands(Columns<SettlementRow> columns, String now) {
        jdbc.update(
                """
                update command c set state = u.state, code = u.code, because_of = u.because_of, provider_code = coalesce(u.provider_code, c.provider_code),
                    performed = case when u.performed = 'release' and c.performed = 'credit' then 'credit' else coalesce(u.performed, c.performed) end,
                    payment_status = coalesce(u.payment_status, c.payment_status),
                    read_at = case when u.payment_status is null then c.read_at else ?::timestamptz end,
                    settled_amount = case
                        when u.performed = 'credit' and c.performed = 'credit' then c.settled_amount + u.settled_amount
                        when u.performed = 'release' and c.performed = 'credit' then c.settled_amount
                        else coalesce(u.settled_amount, c.settled_amount) end,
                    settled_currency = coalesce(u.settled_currency, c.settled_currency), found_amount = u.found_amount,
                    provider_reference = coalesce(u.provider_reference, c.provider_reference),
                    tries = c.tries + u.failed::int, refusals = c.refusals + (u.attempt_result is not distinct from 'REFUSED')::int,
                    begun = u.begun, next_try_at = u.next_try_at, ended_at = u.ended_at,
                    noticed_at = case when ? then null else u.ended_at end
                from (select unnest(?::bigint[]) as command, unnest(?::text[]) as state, unnest(?::text[]) as code,
                    unnest(?::text[]) as because_of, unnest(?::text[]) as provider_code, unnest(?::text[]) as performed,
                    unnest(?::text[]) as payment_status, unnest(?::bigint[]) as settled_amount,
                    unnest(?::text[]) as settled_currency, unnest(?::bigint[]) as found_amount,
                    unnest(?::text[]) as provider_reference,
                    unnest(?::boolean[]) as failed, unnest(?::text[]) as attempt_result, unnest(?::boolean[]) as begun,
                    unnest(?::timestamptz[]) as next_try_at, unnest(?::timestamptz[]) as ended_at) u
                where c.id = u.command and c.ended_at is null
                """,
                now,
                ends.areTaken(),
                columns.bigint(SettlementRow::command),
                columns.text(SettlementRow::state),
                columns.text(SettlementRow::code),
                columns.text(SettlementRow::becauseOf),
                columns.text(SettlementRow::providerCode),
                columns.text(SettlementRow::performed),
                columns.text(SettlementRow::paymentStatus),
                columns.bigint(SettlementRow::settledAmount),
                columns.text(SettlementRow::settledCurrency),
                columns.bigint(SettlementRow::found),
                columns.text(SettlementRow::providerReference),
                columns.bool(SettlementRow::failed),
                columns.text(SettlementRow::attemptResult),
                columns.bool(SettlementRow::begun),
                columns.timestamptz(SettlementRow::nextTryAt),
                columns.timestamptz(SettlementRow::endedAt));
    }

    private Set<Long> freePayments(Columns<SettlementRow> columns, String now) {
        Set<Long> open = new HashSet<>();
        jdbc.query(
                """
                update payment p set leased_until = null, fence = p.fence + 1,
                    status = coalesce(u.known, p.status), due_at = case when exists (
                    select 1 from command c where c.payment_id = p.id and c.ended_at is null)
                    then coalesce(u.next_try_at, ?::timestamptz) end, known_total = coalesce(u.known_total, p.known_total)
                from (select unnest(?::bigint[]) as payment, unnest(?::timestamptz[]) as next_try_at,
                    unnest(?::bigint[]) as known_total, unnest(?::text[]) as known) u
                where p.id = u.payment
                returning p.id, p.due_at is not null
                """,
                row -> {
                    if (row.getBoolean(2)) {
                        open.add(row.getLong(1));
                    }
                },
                now,
                columns.bigint(SettlementRow::payment),
                columns.timestamptz(SettlementRow::nextTryAt),
                columns.bigint(SettlementRow::knownTotal),
                columns.text(SettlementRow::known));
        return open;
    }
}
