package io.kvitt.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the inbox stored an accepted command, where that is more than the command says.
 *
 * @param account the payment's: that of the order's reference, or the command's own; null when neither is known
 * @param providerOrderId likewise
 * @param acceptedAt as the ledger has it, to the microsecond
 */
public record Stored(@Nullable String account, @Nullable String providerOrderId, Instant acceptedAt) {

    /** Whether the payment is not known before the order's reference is. */
    public boolean awaitsReference() {
        return account == null || providerOrderId == null;
    }
}
