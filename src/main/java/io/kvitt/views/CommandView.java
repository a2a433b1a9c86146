package io.kvitt.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.CommandRecord.AttemptRecord;
import io.kvitt.payment.Code;
import io.kvitt.payment.Figures;
import io.kvitt.payment.WholeAmount;
import io.kvitt.words.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command's state as REST, replies and the topic of outcomes tell it. Amounts are minor units, times ISO 8601.
 *
 * @param becauseOf the command because of which this one ended as it did, such as the annulment that overtook it
 * @param suggestedOrderStatus what the merchant's settings want the order's status to be after a failure
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandView(
        String commandId,
        String state,
        @Nullable String code,
        @Nullable Sentence message,
        @Nullable String becauseOf,
        String action,
        String performed,
        @Nullable String orderNumber,
        @Nullable String account,
        @Nullable String providerOrderId,
        @Nullable String paymentStatus,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String providerReference,
        @Nullable String providerCode,
        @Nullable String suggestedOrderStatus,
        List<Attempt> attempts,
        String acceptedAt,
        @Nullable String nextTryAt,
        @Nullable String endedAt) {

    /** One try, write or failed read. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Attempt(
            String operation,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String result,
            @Nullable String code,
            @Nullable String providerCode,
            @Nullable String providerReference,
            @Nullable String correlationId,
            @Nullable String idempotencyKey,
            String begunAt,
            @Nullable String endedAt) {

        static Attempt of(AttemptRecord attempt) {
            return new Attempt(
                    attempt.operation(),
                    attempt.amount(),
                    attempt.currency(),
                    attempt.result() == null ? "OPEN" : attempt.result(),
                    attempt.code() == null ? null : Code.valueOf(attempt.code()).wireName(),
                    attempt.providerCode(),
                    attempt.providerReference(),
                    attempt.correlationId(),
                    attempt.idempotencyKey(),
                    attempt.begunAt().toString(),
                    attempt.endedAt() == null ? null : attempt.endedAt().toString());
        }
    }

    static CommandView accepted(PaymentCommand command, Stored stored) {
        Code code = stored.awaitsReference() ? Code.REFERENCE_AWAITED : null;
        return new CommandView(
                command.commandId(),
                (code == null ? CommandState.ACCEPTED : CommandState.WAITING).name(),
                code == null ? null : code.wireName(),
                code == null ? null : code.sentence(),
                null,
                command.action().wireName(),
                "none",
                command.orderNumber(),
                stored.account(),
                stored.providerOrderId(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                stored.acceptedAt().toString(),
                null,
                null);
    }

    static CommandView of(CommandRecord command, @Nullable String suggestedOrderStatus) {
        return new CommandView(
                command.commandId(),
                command.state().name(),
                command.code() == null ? null : command.code().wireName(),
                sentence(command),
                command.becauseOf(),
                command.action().wireName(),
                command.performed(),
                command.orderNumber(),
                command.account(),
                command.providerOrderId(),
                command.paymentStatus(),
                command.amount(),
                command.currency(),
                command.providerReference(),
                command.providerCode(),
                suggestedOrderStatus,
                command.attempts().stream().map(Attempt::of).toList(),
                command.acceptedAt().toString(),
                command.state().isEnd() || command.nextTryAt() == null
                        ? null
                        : command.nextTryAt().toString(),
                command.endedAt() == null ? null : command.endedAt().toString());
    }

    private static @Nullable Sentence sentence(CommandRecord command) {
        Code code = command.code();
        Figures figures = command.figures();
        if (code != null && figures != null) {
            return code.sentence().followedBy(figures.sentence());
        }
        WholeAmount whole = command.state() == CommandState.SUCCEEDED && !command.amountGiven()
                ? WholeAmount.of(command.performed(), command.amount(), command.currency())
                : null;
        return code == null || whole == null ? sentence(code) : code.sentence().followedBy(whole.sentence());
    }

    private static @Nullable Sentence sentence(@Nullable Code code) {
        return code == null ? null : code.sentence();
    }
}
