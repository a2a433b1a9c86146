package io.kvitt.orderstatus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A status that orders have got and that nothing is set for.
 *
 * @param changes how many changes there were
 */
public record UnmappedStatus(
        String status,
        @Nullable String account,
        @Nullable String paymentType,
        long changes,
        Instant firstSeen,
        Instant lastSeen) {}
