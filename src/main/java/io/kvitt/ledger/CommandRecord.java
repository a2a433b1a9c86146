package io.kvitt.ledger;

import io.kvitt.command.CommandState;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.Figures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command as the ledger tells of it. Amounts are minor units.
 *
 * @param figures the command's amount and the payment's, when they are why it was refused
 * @param amountGiven whether it named an amount itself
 * @param becauseOf the id of the command because of which this one ended as it did; null when there is none
 */
public record CommandRecord(
        long id,
        String commandId,
        CommandState state,
        @Nullable Code code,
        @Nullable String providerCode,
        @Nullable Figures figures,
        boolean amountGiven,
        @Nullable String becauseOf,
        Action action,
        String performed,
        @Nullable String orderNumber,
        @Nullable String account,
        @Nullable String providerOrderId,
        @Nullable String paymentStatus,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String providerReference,
        @Nullable String replyTo,
        @Nullable String correlationId,
        Instant acceptedAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant endedAt,
        List<AttemptRecord> attempts) {

    /** One try, write or failed read. */
    public record AttemptRecord(
            String operation,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String result,
            @Nullable String code,
            @Nullable String providerCode,
            @Nullable String providerReference,
            @Nullable String correlationId,
            @Nullable String idempotencyKey,
            Instant begunAt,
            @Nullable Instant endedAt) {}
}
