package io.kvitt.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.CommandState;
import io.kvitt.ledger.AttentionRecord;
import io.kvitt.words.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that a person has to look at.
 *
 * @param state {@code NEEDS_ATTENTION}, or {@code WAITING} of one that has waited long for its order's reference
 * @param nearMisses known order numbers that are nearly its own; absent when there is none
 * @param amountAtRisk minor units that may or may not have moved; absent when nobody could read them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttentionView(
        String commandId,
        String action,
        @Nullable String orderNumber,
        @Nullable String account,
        @Nullable String providerOrderId,
        String state,
        String code,
        Sentence message,
        @Nullable String lastFailure,
        @Nullable Long amountAtRisk,
        @Nullable String currency,
        boolean outcomeUncertain,
        String since,
        long ageSeconds,
        @Nullable Reading lastReading,
        @Nullable List<String> nearMisses) {

    /** What was read last at the provider. */
    public record Reading(String paymentStatus, String at) {}

    public static AttentionView of(AttentionRecord command, Instant now) {
        return new AttentionView(
                command.commandId(),
                command.action(),
                command.orderNumber(),
                command.account(),
                command.providerOrderId(),
                (command.waits() ? CommandState.WAITING : CommandState.NEEDS_ATTENTION).name(),
                command.code().wireName(),
                command.code().sentence(),
                command.lastFailure() == null ? null : command.lastFailure().wireName(),
                command.amount(),
                command.amount() == null ? null : command.currency(),
                command.uncertain(),
                command.since().toString(),
                Duration.between(command.since(), now).toSeconds(),
                command.paymentStatus() == null || command.readAt() == null
                        ? null
                        : new Reading(command.paymentStatus(), command.readAt().toString()),
                command.nearMisses().isEmpty() ? null : command.nearMisses());
    }
}
