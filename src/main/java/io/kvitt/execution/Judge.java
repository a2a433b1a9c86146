package io.kvitt.execution;

import io.kvitt.command.CommandState;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.payment.Code;
import io.kvitt.payment.Decision;
import io.kvitt.payment.Decision.AlreadySo;
import io.kvitt.payment.Decision.Perform;
import io.kvitt.payment.Decision.Refuse;
import io.kvitt.payment.Decision.Wait;
import io.kvitt.payment.DecisionTable;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reading or an answer means for the command being executed. Pure: no clock, no I/O.
 *
 * <p>An answer that was lost is never taken for a failure: the pass ends with its attempt open, and later readings tell
 * whether it took effect.
 */
final class Judge {

    /** A task that is still running after this long needs a person. */
    static final Duration LONGEST_TASK = Duration.ofHours(24);

    private final RetrySchedule schedule;
    private final Duration longestSettling;

    /** @param longestSettling how long any provider's write may still take effect unseen */
    Judge(RetrySchedule schedule, Duration longestSettling) {
        this.schedule = schedule;
        this.longestSettling = longestSettling;
    }

    Verdict decide(Execution execution, PaymentReading reading, Provider provider, Instant now) {
        Attempt pending = execution.pending();
        Decision decision = withinAmount(execution, reading, DecisionTable.decide(reading, execution.wish()));
        if (pending == null) {
            return verdict(execution, reading, withAmount(execution, barred(execution, reading, decision)), null, now);
        }
        if (provider.shows(pending, reading)) {
            AttemptResult found = AttemptResult.of(pending.id(), Result.DONE, null);
            return new Verdict.Settle(TakenEffect.settle(execution, pending, execution.pendingFinishes(), now)
                    .closing(found));
        }
        if (execution.pendingReported()) {
            return new Verdict.Settle(again(execution, execution.lastSign(), Code.NOT_SHOWN, null, now));
        }
        boolean sameAgain = decision instanceof Perform perform && perform.effect() == pending.effect();
        if (sameAgain
                && !isOver(execution)
                && Duration.between(pending.intendedAt(), now).compareTo(provider.keyLife()) < 0) {
            return new Verdict.Write(pending.effect(), null);
        }
        Duration age = Duration.between(execution.lastSign(), now);
        if (age.compareTo(provider.settlingTime()) < 0) {
            return new Verdict.Settle(
                    unsettled(execution, provider.settlingTime().minus(age), now));
        }
        return verdict(execution, reading, decision, pending.id(), now);
    }

    /**
     * A reference that is wrong about the payment may lead to the wrong one. And what is to be taken is what the update would
     * have made of it, so without an amount that agrees nothing is taken.
     */
    private static Decision barred(Execution execution, PaymentReading reading, Decision decision) {
        String currency = execution.referenceCurrency();
        if (currency != null && !currency.equals(reading.currency()) && !execution.begun()) {
            return new Refuse(Code.REFERENCE_CURRENCY);
        }
        return execution.updateNotDone() == null || execution.begun() || decision instanceof Refuse
                ? decision
                : new Refuse(Code.UPDATE_NOT_DONE);
    }

    /** Where the account requires an amount, nothing moves without one: also for what could not be known when it came in. */
    private static Decision withAmount(Execution execution, Decision decision) {
        Account account = execution.assignment().account();
        boolean moves = decision instanceof Perform perform
                && switch (perform.effect()) {
                    case ACTIVATE, CREDIT, RELEASE -> true;
                    case ANNUL, UPDATE -> false;
                };
        return moves
                        && !execution.begun()
                        && account != null
                        && account.amountRequired()
                        && execution.assignment().command().namesNoAmount()
                ? new Refuse(Code.AMOUNT_REQUIRED)
                : decision;
    }

    /** What somebody else takes while a credit is under way is not paid back by it, if it names its amount. */
    private static Decision withinAmount(Execution execution, PaymentReading reading, Decision decision) {
        Long amount = execution.assignment().command().amount();
        return execution.begun()
                        && amount != null
                        && decision instanceof Perform perform
                        && perform.effect() == Effect.CREDIT
                        && execution.paidBack() + reading.activated() - reading.credited() > amount
                ? new Refuse(Code.AMOUNT_MISMATCH)
                : decision;
    }

    /** The pass ends because an earlier write may still take effect: look again soon. */
    Settlement unsettled(Execution execution, Duration left, Instant now) {
        Duration wait = left.compareTo(Duration.ofSeconds(5)) < 0 ? left : Duration.ofSeconds(5);
        return Settlement.later(execution, Code.OUTCOME_UNKNOWN, now.plus(wait), false);
    }

    private Verdict verdict(
            Execution execution, PaymentReading reading, Decision decision, @Nullable Long absent, Instant now) {
        boolean wanted =
                decision instanceof Perform perform && !execution.refused().contains(perform.effect());
        if (decision instanceof Perform perform && wanted && !isOver(execution)) {
            return new Verdict.Write(perform.effect(), absent);
        }
        if (absent != null && decision instanceof Refuse refuse && refuse.code() == Code.ACTIVATED_REST_ENDED) {
            // Something was taken after our write left, and less than it asked for: whether by it, nobody can tell.
            return new Verdict.Settle(Settlement.end(execution, CommandState.NEEDS_ATTENTION, refuse.code()));
        }
        Settlement settlement = (wanted
                        ? exhausted(execution, Code.RETRIES_EXHAUSTED)
                        : withoutWrite(execution, decision, now))
                .having(reading.status(), amountSoAlready(execution, reading, decision), reading.currency())
                .finding(decision instanceof Refuse refuse ? refuse.found() : null);
        return new Verdict.Settle(
                absent == null ? settlement : settlement.closing(AttemptResult.of(absent, Result.ABSENT, null)));
    }

    private Settlement withoutWrite(Execution execution, Decision decision, Instant now) {
        if (decision instanceof Wait wait) {
            return again(execution, null, wait.code(), null, now);
        }
        if (decision instanceof AlreadySo alreadySo) {
            return execution.begun()
                    ? Settlement.end(execution, CommandState.SUCCEEDED, TakenEffect.made(alreadySo.code()))
                    : Settlement.end(execution, CommandState.ALREADY_SO, alreadySo.code());
        }
        Code code = decision instanceof Refuse refuse ? refuse.code() : refusedBefore(decision);
        // What has begun and cannot go on is half done: that is for a person, not a plain "no".
        return Settlement.end(execution, execution.begun() ? CommandState.NEEDS_ATTENTION : CommandState.REFUSED, code);
    }

    private static Code refusedBefore(Decision decision) {
        return decision instanceof Perform perform && perform.effect() == Effect.RELEASE
                ? Code.REST_NOT_RELEASED
                : Code.PROVIDER_REFUSED;
    }

    private static @Nullable Long amountSoAlready(Execution execution, PaymentReading reading, Decision decision) {
        if (!(decision instanceof AlreadySo alreadySo) || execution.begun()) {
            // What a command has moved itself has been counted.
            return null;
        }
        return switch (alreadySo.code()) {
            case ALREADY_ACTIVATED -> reading.activated();
            case ALREADY_CREDITED -> reading.credited();
            case ALREADY_UPDATED -> reading.total();
            default -> null;
        };
    }

    /** How the pass ends once the provider has answered the write, or the question after its task. */
    Settlement conclude(Execution execution, Attempt attempt, boolean finishes, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Done done) {
            // What comes next is decided by a reading, and one that does not show this yet would have it made again.
            return (finishes
                            ? TakenEffect.settle(execution, attempt, true, now)
                            : Settlement.later(execution, Code.TASK_RUNNING, now, false))
                    .closing(new AttemptResult(
                            attempt.id(),
                            finishes ? Result.DONE : Result.REPORTED,
                            null,
                            null,
                            null,
                            done.reference(),
                            done.correlationId()));
        }
        if (outcome instanceof Outcome.Ended ended) {
            return Settlement.later(execution, Code.TASK_RUNNING, now, false)
                    .closing(new AttemptResult(
                            attempt.id(), Result.REPORTED, null, null, null, null, ended.correlationId()));
        }
        if (outcome instanceof Outcome.Working working) {
            return working(execution, attempt, now)
                    .closing(new AttemptResult(
                            attempt.id(),
                            null,
                            Code.TASK_RUNNING,
                            working.task(),
                            null,
                            working.reference(),
                            working.correlationId()));
        }
        if (outcome instanceof Outcome.Refused refused) {
            // Nothing happened. Read once more: somebody may have done the same meanwhile, which is then "already so".
            Settlement reread = switch (refused.code()) {
                case CREDENTIALS_REFUSED ->
                    again(execution, stillOpen(execution, attempt, now), refused.code(), null, now);
                case PAYMENT_PENDING -> again(execution, null, refused.code(), null, now);
                default -> Settlement.later(execution, refused.code(), now, false);
            };
            return reread.closing(new AttemptResult(
                    attempt.id(),
                    refused.code() == Code.CREDENTIALS_REFUSED ? notSent(execution, attempt) : Result.REFUSED,
                    refused.code(),
                    null,
                    refused.providerCode(),
                    null,
                    refused.correlationId()));
        }
        if (outcome instanceof Outcome.Busy busy) {
            return again(execution, stillOpen(execution, attempt, now), Code.PROVIDER_BUSY, busy.retryAfter(), now)
                    .closing(new AttemptResult(
                            attempt.id(),
                            notSent(execution, attempt),
                            Code.PROVIDER_BUSY,
                            null,
                            null,
                            null,
                            busy.correlationId()));
        }
        return again(execution, now, Code.OUTCOME_UNKNOWN, null, now)
                .closing(new AttemptResult(
                        attempt.id(), null, Code.OUTCOME_UNKNOWN, null, null, null, outcome.correlationId()));
    }

    /**
     * The result of a send that surely did nothing: failed, unless an earlier send of the same attempt may have done it;
     * then it stays open.
     */
    static @Nullable Result notSent(Execution execution, Attempt attempt) {
        Attempt pending = execution.pending();
        return pending != null && pending.id() == attempt.id() ? null : Result.FAILED;
    }

    /**
     * How a pass ends whose next write the provider does not offer. With a write still open or one that has happened,
     * "no" would not be the whole truth; and what is open must settle before the payment's next command runs.
     */
    Settlement notOffered(Execution execution, Code code, Instant now) {
        if (execution.pending() != null) {
            Duration left = Duration.between(now, execution.lastSign().plus(longestSettling));
            if (left.compareTo(Duration.ZERO) > 0) {
                return unsettled(execution, left, now);
            }
        }
        boolean clean = execution.pending() == null && !execution.begun();
        return Settlement.end(execution, clean ? CommandState.REFUSED : CommandState.NEEDS_ATTENTION, code);
    }

    /** How a pass ends whose write found no connection. */
    Settlement unsent(Execution execution, Attempt attempt, Instant now) {
        return again(execution, stillOpen(execution, attempt, now), Code.PROVIDER_UNAVAILABLE, null, now)
                .closing(AttemptResult.of(attempt.id(), notSent(execution, attempt), Code.PROVIDER_UNAVAILABLE));
    }

    /** How a pass ends that could not read the payment, or that broke before it wrote. */
    Settlement unread(Execution execution, Code code, @Nullable Duration asked, Instant now) {
        // A provider may not know an order for a while after its checkout; after three looks it never will, unless a
        // write has left for it: then it was there, and "no" would not be the whole truth.
        boolean untouched = execution.pending() == null && !execution.begun();
        if (code == Code.PAYMENT_NOT_FOUND && execution.notFound() >= 3 && untouched) {
            return Settlement.end(execution, CommandState.REFUSED, code);
        }
        return again(execution, execution.pending() == null ? null : execution.lastSign(), code, asked, now);
    }

    /** When the write was last alive whose send surely did nothing this time: never, unless it was sent before. */
    private static @Nullable Instant stillOpen(Execution execution, Attempt attempt, Instant now) {
        return notSent(execution, attempt) == null ? now : null;
    }

    /**
     * The next failed try by the schedule, or a person when all have been made.
     *
     * @param open when a write whose outcome is unknown was last alive; null when there is none. The payment is not
     *     given free for its next command while that write may still take effect.
     */
    Settlement again(Execution execution, @Nullable Instant open, Code code, @Nullable Duration asked, Instant now) {
        String account = execution.assignment().command().account();
        return schedule.next(account, code, execution.tries() + 1, asked, now)
                .map(when -> Settlement.later(execution, code, when, true))
                .orElseGet(() -> open != null && now.isBefore(open.plus(longestSettling))
                        ? Settlement.later(execution, Code.OUTCOME_UNKNOWN, open.plus(longestSettling), true)
                        : exhausted(execution, code));
    }

    private boolean isOver(Execution execution) {
        return schedule.isOver(execution.assignment().command().account(), execution.tries());
    }

    /** Some reasons say themselves what a person has to look for. */
    private static Settlement exhausted(Execution execution, Code reason) {
        boolean telling = reason == Code.READING_CONTRADICTS || reason == Code.NOT_SHOWN;
        return Settlement.end(execution, CommandState.NEEDS_ATTENTION, telling ? reason : Code.RETRIES_EXHAUSTED);
    }

    private Settlement working(Execution execution, Attempt attempt, Instant now) {
        Duration age = Duration.between(attempt.intendedAt(), now);
        if (age.compareTo(LONGEST_TASK) > 0) {
            return Settlement.end(execution, CommandState.NEEDS_ATTENTION, Code.OUTCOME_UNKNOWN);
        }
        long wait = Math.max(200, Math.min(300_000, age.toMillis() / 3));
        return Settlement.later(execution, Code.TASK_RUNNING, now.plusMillis(wait), false);
    }
}
