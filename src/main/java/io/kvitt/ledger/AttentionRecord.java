package io.kvitt.ledger;

import io.kvitt.payment.Code;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that a person has to look at, or that has waited long for its order's reference and waits on.
 *
 * @param id the ledger's row
 * @param waits whether it waits on
 * @param code why it ended so, or what it waits for
 * @param lastFailure why its last try failed; null when none has
 * @param amount minor units that may or may not have moved; null when neither the command nor a reading told it
 * @param uncertain whether a write of it is still open, so that nobody knows whether it took effect
 * @param since when it came to need attention, or began to wait
 * @param paymentStatus what was read last at the provider; null when it could never be read
 * @param nearMisses order numbers with a reference that differ from its own by case, by leading zeros or by signs
 */
public record AttentionRecord(
        long id,
        String commandId,
        String action,
        @Nullable String orderNumber,
        @Nullable String account,
        @Nullable String providerOrderId,
        boolean waits,
        Code code,
        @Nullable Code lastFailure,
        @Nullable Long amount,
        @Nullable String currency,
        boolean uncertain,
        Instant since,
        @Nullable String paymentStatus,
        @Nullable Instant readAt,
        List<String> nearMisses) {}
