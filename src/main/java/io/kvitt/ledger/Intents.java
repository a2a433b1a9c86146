package io.kvitt.ledger;

import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.provider.Attempt;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores the intents of many payments in one commit, before their writes leave. */
@Component
class Intents {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Leases leases;
    private final CreditCap creditCap;
    private final Clock clock;

    Intents(JdbcTemplate jdbc, TransactionTemplate transaction, Leases leases, CreditCap creditCap, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leases = leases;
        this.creditCap = creditCap;
        this.clock = clock;
    }

    /** For each: empty when its lease was lost. */
    List<Optional<Attempt>> store(List<Intent> batch) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(status -> {
            Set<Leases.Held> held =
                    leases.hold(batch.stream().map(Intent::execution).toList());
            List<Intent> valid = batch.stream()
                    .filter(intent -> held.contains(Leases.Held.of(intent.execution())))
                    .toList();
            creditCap.check(valid, now);
            Map<Long, Long> ids = valid.isEmpty() ? Map.of() : insertAttempts(valid, now);
            List<Optional<Attempt>> results = new ArrayList<>();
            for (Intent intent : batch) {
                results.add(Optional.of(intent)
                        .filter(valid::contains)
                        .map(stands -> ids.get(intent.execution().commandRow()))
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
        if (intents.stream().anyMatch(intent -> intent.absent() != null)) {
            jdbc.update("""
                update attempt a set result = 'ABSENT', ended_at = ?::timestamptz
                from json_to_recordset(?::json) as u(absent bigint) where a.id = u.absent
                """, now.toString(), json);
        }
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
