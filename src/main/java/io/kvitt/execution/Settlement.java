package io.kvitt.execution;

import io.kvitt.command.CommandState;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one pass ended, to be committed in one piece.
 *
 * @param state the command's state after the pass
 * @param code why; null only for a command that goes on at once
 * @param nextTryAt when to go on; null at an end
 * @param failed whether the pass counts as a failed try
 * @param begun whether a write of this command has now taken effect
 * @param performed the effect that was made in this pass
 * @param paymentStatus the payment's status as last read, or as the write left it
 * @param amount minor units that moved, or that were found to be so already
 * @param found what the payment has, in minor units, when the command was refused because its amount is another
 * @param attempt what became of the write that was intended; null when there was none
 */
public record Settlement(
        Execution execution,
        CommandState state,
        @Nullable Code code,
        @Nullable Instant nextTryAt,
        boolean failed,
        boolean begun,
        @Nullable Effect performed,
        @Nullable PaymentStatus paymentStatus,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable Long found,
        @Nullable AttemptResult attempt) {

    /**
     * @param attemptId the ledger's row
     * @param result null keeps the attempt open, and so does {@link Result#REPORTED}
     */
    public record AttemptResult(
            long attemptId,
            @Nullable Result result,
            @Nullable Code code,
            @Nullable String task,
            @Nullable String providerCode,
            @Nullable String providerReference,
            @Nullable String correlationId) {

        public static AttemptResult of(long attemptId, @Nullable Result result, @Nullable Code code) {
            return new AttemptResult(attemptId, result, code, null, null, null, null);
        }
    }

    /** What is known of an attempt that is closed. */
    public enum Result {
        /** It took effect. */
        DONE,
        /** The provider says that it is done; it stays open until a reading shows it. */
        REPORTED,
        /** The provider said no. */
        REFUSED,
        /** It did not leave, or the provider said that nothing happened. */
        FAILED,
        /** Its answer was lost, and readings prove that it never took effect. */
        ABSENT
    }

    public static Settlement end(Execution execution, CommandState state, Code code) {
        return new Settlement(
                execution, state, code, null, false, execution.begun(), null, null, null, null, null, null);
    }

    /** Goes on at {@code when}; {@code failed} counts against the retry schedule. */
    public static Settlement later(Execution execution, Code code, Instant when, boolean failed) {
        return new Settlement(
                execution,
                CommandState.WAITING,
                code,
                when,
                failed,
                execution.begun(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Settlement having(@Nullable PaymentStatus status, @Nullable Long moved, @Nullable String inCurrency) {
        return new Settlement(
                execution, state, code, nextTryAt, failed, begun, performed, status, moved, inCurrency, found, attempt);
    }

    public Settlement performed(Effect effect) {
        return new Settlement(
                execution,
                state,
                code,
                nextTryAt,
                failed,
                true,
                effect,
                paymentStatus,
                amount,
                currency,
                found,
                attempt);
    }

    public Settlement closing(AttemptResult result) {
        return new Settlement(
                execution,
                state,
                code,
                nextTryAt,
                failed,
                begun,
                performed,
                paymentStatus,
                amount,
                currency,
                found,
                result);
    }

    Settlement finding(@Nullable Long other) {
        return new Settlement(
                execution,
                state,
                code,
                nextTryAt,
                failed,
                begun,
                performed,
                paymentStatus,
                amount,
                currency,
                other,
                attempt);
    }
}
