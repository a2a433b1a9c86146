package io.kvitt.notification;

import io.kvitt.ledger.CommandRecord;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command that ended, as far as a merchant is told of its own accord.
 *
 * @param account null when it ended before its order had one
 * @param failed whether it was refused or needs attention
 * @param suggestedOrderStatus what the merchant wants the order's status to be after a failure
 */
public record Ended(
        String commandId,
        Instant endedAt,
        @Nullable String account,
        @Nullable String orderNumber,
        @Nullable String providerOrderId,
        Action action,
        @Nullable Code code,
        boolean failed,
        @Nullable String suggestedOrderStatus) {

    static Ended of(CommandRecord command, @Nullable String suggestedOrderStatus) {
        return new Ended(
                command.commandId(),
                Objects.requireNonNull(command.endedAt()),
                command.account(),
                command.orderNumber(),
                command.providerOrderId(),
                command.action(),
                command.code(),
                command.state().isFailure(),
                suggestedOrderStatus);
    }

    /** A command can end again after a person's retry or resolve; each end is an event. */
    String eventId() {
        return commandId + ":" + endedAt.toEpochMilli();
    }

    /** What events share that must come in order. {@link WebhookOutbox} computes the same of a command. */
    String orderKey() {
        return accountOrNone() + "/" + (orderNumber == null ? providerOrderId : orderNumber);
    }

    String accountOrNone() {
        return account == null ? "" : account;
    }
}
