package io.kvitt.ledger;

import io.kvitt.command.CreditByStatusSwitch;
import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.Effect;
import io.kvitt.provider.NotOffered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps order statuses from crediting more payments in an hour than they may.
 *
 * <p>It is kept where intents are committed, not where changes are accepted: until the payment is read nobody knows
 * whether a reversal annuls or credits, and an annulment must not use up what credits may have. Whoever wants to intend
 * such a credit takes one lock for the whole database and counts, so that no two can both take the last place.
 */
@Component
class CreditCap {

    private static final long LOCK = 0x6b76697474_63L;

    private final JdbcTemplate jdbc;
    private final CreditByStatusSwitch creditByStatus;

    CreditCap(JdbcTemplate jdbc, CreditByStatusSwitch creditByStatus) {
        this.jdbc = jdbc;
        this.creditByStatus = creditByStatus;
    }

    /**
     * Called in the transaction that stores the intents, before it stores them.
     *
     * @throws NotOffered when one of them is one too many; alone, it is that one
     */
    void check(List<Intent> intents, Instant now) {
        List<Long> crediting = intents.stream()
                .filter(CreditCap::begins)
                .map(intent -> intent.execution().commandRow())
                .toList();
        if (crediting.isEmpty()) {
            return;
        }
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
        CreditByStatus bounds = creditByStatus.now();
        if (!bounds.enabled()) {
            throw new NotOffered(Code.CREDIT_BY_STATUS_OFF);
        }
        Long made = jdbc.queryForObject(
                """
                select count(distinct a.command) from attempt a join command c on c.id = a.command
                where a.effect in ('CREDIT', 'RELEASE') and a.begun_at > ?::timestamptz and c.by_status
                    and (a.result is null or a.result = 'DONE') and c.id <> all(?)
                """, Long.class, now.minus(Duration.ofHours(1)).toString(), crediting.toArray(Long[]::new));
        if (made == null || bounds.perHour() == null || made + crediting.size() > bounds.perHour()) {
            throw new NotOffered(Code.CREDIT_BY_STATUS_HOURLY);
        }
    }

    /** What has begun is brought to its end: half a credit helps nobody. */
    private static boolean begins(Intent intent) {
        Effect effect = intent.request().effect();
        Execution execution = intent.execution();
        return (effect == Effect.CREDIT || effect == Effect.RELEASE)
                && execution.assignment().command().byStatus() != null
                && !execution.begun();
    }
}
