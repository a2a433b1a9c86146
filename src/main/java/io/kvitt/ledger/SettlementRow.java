package io.kvitt.ledger;

import io.kvitt.execution.Settlement;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A settlement as the columns that it changes. */
record SettlementRow(
        long payment,
        long command,
        String state,
        @Nullable String code,
        @Nullable String becauseOf,
        @Nullable Instant nextTryAt,
        boolean failed,
        boolean begun,
        @Nullable Long knownTotal,
        @Nullable Instant endedAt,
        @Nullable String performed,
        @Nullable String paymentStatus,
        @Nullable Long settledAmount,
        @Nullable String settledCurrency,
        @Nullable Long found,
        @Nullable Long attempt,
        @Nullable String attemptResult,
        boolean reported,
        @Nullable String attemptCode,
        @Nullable String task,
        @Nullable String providerCode,
        @Nullable String providerReference,
        @Nullable String correlationId) {

    /** What is known of the payment from now on; null when that is what was known before. */
    @Nullable
    String known() {
        return paymentStatus == null && Code.PAYMENT_NOT_FOUND.name().equals(code) && endedAt != null
                ? "NOT_FOUND"
                : paymentStatus;
    }

    static SettlementRow of(Settlement settlement, Instant now) {
        AttemptResult attempt = settlement.attempt();
        return new SettlementRow(
                settlement.execution().paymentId(),
                settlement.execution().commandRow(),
                settlement.state().name(),
                settlement.code() == null ? null : settlement.code().name(),
                settlement.code() == Code.UPDATE_NOT_DONE
                        ? settlement.execution().updateNotDone()
                        : null,
                settlement.nextTryAt(),
                settlement.failed(),
                settlement.begun(),
                knownTotal(settlement),
                settlement.state().isEnd() ? now : null,
                settlement.performed() == null ? null : settlement.performed().wireName(),
                settlement.paymentStatus() == null
                        ? null
                        : settlement.paymentStatus().name(),
                settlement.amount(),
                settlement.amount() == null ? null : settlement.currency(),
                settlement.found(),
                attempt == null ? null : attempt.attemptId(),
                attempt == null || attempt.result() == null || attempt.result() == Result.REPORTED
                        ? null
                        : attempt.result().name(),
                attempt != null && attempt.result() == Result.REPORTED,
                attempt == null || attempt.code() == null
                        ? null
                        : attempt.code().name(),
                attempt == null ? null : attempt.task(),
                attempt == null ? null : attempt.providerCode(),
                attempt == null ? null : attempt.providerReference(),
                attempt == null ? null : attempt.correlationId());
    }

    /** What the payment is worth after it was lowered or raised, or all that there was has been taken. */
    private static @Nullable Long knownTotal(Settlement settlement) {
        boolean tells = settlement.performed() == Effect.UPDATE
                || settlement.performed() == Effect.ACTIVATE
                || settlement.code() == Code.ALREADY_UPDATED;
        return tells ? settlement.amount() : null;
    }
}
