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

    /** For each: empty when its lease was lost, or its command has been ended by somebody else. */
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
        Columns<Intent> columns = new Columns<>(intents);
        if (intents.stream().anyMatch(intent -> intent.absent() != null)) {
            jdbc.update("""
                    update attempt set result = 'ABSENT', ended_at = ?::timestamptz where id = any(?)
                    """, now.toString(), columns.bigint(Intent::absent));
        }
        jdbc.query(
                """
                insert into attempt (command, operation, effect, amount, currency, idempotency_key, method, path, body,
                    basis, finishes, begun_at)
                select command, operation, effect, amount, currency, idempotency_key, method, path, body,
                    basis::jsonb, finishes, ?::timestamptz
                from (select unnest(?::bigint[]) as command, unnest(?::text[]) as operation,
                    unnest(?::text[]) as effect, unnest(?::bigint[]) as amount, unnest(?::text[]) as currency,
                    unnest(?::text[]) as idempotency_key, unnest(?::text[]) as method, unnest(?::text[]) as path,
                    unnest(?::text[]) as body, unnest(?::text[]) as basis, unnest(?::boolean[]) as finishes) u
                where exists (select 1 from command c where c.id = u.command and c.ended_at is null)
                returning command, id
                """,
                row -> {
                    ids.put(row.getLong(1), row.getLong(2));
                },
                now.toString(),
                columns.bigint(intent -> intent.execution().commandRow()),
                columns.text(intent -> intent.request().operation()),
                columns.text(intent -> intent.request().effect().name()),
                columns.bigint(intent -> intent.request().amount()),
                columns.text(intent -> intent.request().currency()),
                columns.text(intent -> intent.request().idempotencyKey()),
                columns.text(intent -> intent.request().method()),
                columns.text(intent -> intent.request().path()),
                columns.text(Intent::body),
                columns.text(Intent::basis),
                columns.bool(Intent::finishes));
        return ids;
    }
}
