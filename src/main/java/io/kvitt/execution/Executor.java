package io.kvitt.execution;

import io.kvitt.command.CommandState;
import io.kvitt.execution.ExecutionLedger.Intent;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one pass, in the order in which the execute route calls them. */
public final class Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final ExecutionLedger ledger;
    private final Judge judge;
    private final Quotas quotas;
    private final Clock clock;

    Executor(ExecutionLedger ledger, Judge judge, Quotas quotas, Clock clock) {
        this.ledger = ledger;
        this.judge = judge;
        this.quotas = quotas;
        this.clock = clock;
    }

    /** Decides what the reading means: a write that comes next, or the end of the pass. */
    public Verdict decide(Execution execution, PaymentReading reading, Provider provider) {
        Verdict verdict = judge.decide(execution, reading, provider, clock.instant());
        return verdict instanceof Verdict.Settle settle
                ? new Verdict.Settle(seen(settle.settlement(), reading))
                : verdict;
    }

    /** What was read last is kept, whatever the pass came to. */
    private static Settlement seen(Settlement settlement, PaymentReading reading) {
        return settlement.paymentStatus() != null
                ? settlement
                : settlement.having(reading.status(), settlement.amount(), settlement.currency());
    }

    /**
     * Commits the intent of the write that is about to leave. Where the very same write was sent before and the
     * provider knows its key, that attempt goes on instead of a new one.
     */
    public Attempt intend(
            Execution execution,
            PaymentReading reading,
            ProviderRequest request,
            @Nullable String body,
            @Nullable Long absent,
            Provider provider) {
        Attempt pending = execution.pending();
        if (pending != null && absent == null) {
            if (request.idempotencyKey() != null && request.idempotencyKey().equals(pending.idempotencyKey())) {
                ledger.intendAgain(execution, pending);
                return pending;
            }
            // Another write than the one whose answer was lost: that one must have settled first.
            Instant settled = execution.lastSign().plus(provider.settlingTime());
            Duration left = Duration.between(clock.instant(), settled);
            if (left.compareTo(Duration.ZERO) > 0) {
                throw new Unsettled(left);
            }
            absent = pending.id();
        }
        boolean finishes = TakenEffect.finishes(request.effect(), request.amount(), reading);
        return ledger.intend(new Intent(execution, request, body, reading.basis(), finishes, absent));
    }

    /**
     * Commits what the provider answered to the write.
     *
     * @param sentBefore whether it was sent more than once in this pass, so that it may have taken effect whatever the
     *     last answer says
     */
    public void conclude(
            Execution execution, PaymentReading reading, Attempt attempt, Outcome outcome, boolean sentBefore) {
        boolean finishes = TakenEffect.finishes(attempt.effect(), attempt.amount(), reading);
        Execution pass = sentBefore ? execution.afterLosing(attempt) : execution;
        Outcome meant = duringReview(outcome, reading);
        end(seen(judge.conclude(pass, attempt, finishes, meant, clock.instant()), reading), asked(outcome));
    }

    /** Not every provider says beforehand what may be done during a review: then its "no" only means "not now". */
    private static Outcome duringReview(Outcome outcome, PaymentReading reading) {
        return outcome instanceof Outcome.Refused refused
                        && refused.code() == Code.PROVIDER_REFUSED
                        && reading.status() == PaymentStatus.PENDING
                ? new Outcome.Refused(Code.PAYMENT_PENDING, refused.providerCode(), refused.correlationId())
                : outcome;
    }

    /**
     * Commits what the provider answered to the question after its task.
     *
     * @return whether the pass has ended; otherwise a reading has to tell
     */
    public boolean concludeTask(Execution execution, Outcome outcome) {
        Attempt attempt = execution.pending();
        if (attempt == null || outcome instanceof Outcome.Unknown) {
            return false;
        }
        end(judge.conclude(execution, attempt, execution.pendingFinishes(), outcome, clock.instant()), asked(outcome));
        return true;
    }

    /** The routes know no way to do this: nothing was sent. */
    public void reject(Execution execution) {
        end(Settlement.end(execution, CommandState.NEEDS_ATTENTION, Code.NOT_OFFERED), null);
    }

    public void settle(Settlement settlement) {
        end(settlement, null);
    }

    private void end(Settlement settlement, @Nullable Duration asked) {
        quotas.observe(settlement, asked);
        ledger.settle(settlement);
        if (settlement.state() == CommandState.NEEDS_ATTENTION) {
            LOG.warn(
                    "command {} needs attention: {}",
                    settlement.execution().assignment().command().commandId(),
                    settlement.code());
        }
    }

    private static @Nullable Duration asked(Outcome outcome) {
        return outcome instanceof Outcome.Busy busy ? busy.retryAfter() : null;
    }

    /**
     * Ends a pass that something broke. A write that was intended keeps its attempt open, unless it never left: only a
     * reading can tell.
     */
    public void breakOff(Execution execution, @Nullable Attempt attempt, Throwable cause, boolean neverSent) {
        Instant now = clock.instant();
        Settlement settlement;
        if (cause instanceof NotOffered notOffered) {
            settlement = judge.notOffered(execution, notOffered.code(), now);
        } else if (cause instanceof Unsettled unsettled) {
            settlement = judge.unsettled(execution, unsettled.left(), now);
        } else if (attempt != null && neverSent) {
            settlement = judge.unsent(execution, attempt, now);
        } else if (attempt != null) {
            LOG.warn(
                    "command {}: the answer to {} was lost: {}",
                    execution.commandRow(),
                    attempt.operation(),
                    cause.toString());
            settlement = judge.again(execution, now, Code.OUTCOME_UNKNOWN, null, now)
                    .closing(AttemptResult.of(attempt.id(), null, Code.OUTCOME_UNKNOWN));
        } else if (cause instanceof ReadFailed failed) {
            settlement = judge.unread(execution, failed.code(), failed.waitTime(), now);
        } else if (cause instanceof java.io.IOException) {
            settlement = judge.unread(execution, Code.PROVIDER_UNAVAILABLE, null, now);
        } else {
            LOG.error("command {}: the pass broke", execution.commandRow(), cause);
            settlement = judge.unread(execution, Code.INTERNAL_ERROR, null, now);
        }
        end(settlement, cause instanceof ReadFailed failed ? failed.waitTime() : null);
    }
}
