package io.kvitt.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine's key in the database, without the key.
 *
 * @param lastUsedAt to the minute
 */
public record ApiKey(
        long id,
        String name,
        Grant grant,
        Instant createdAt,
        String createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** @param secret the key itself, which is never shown again */
    public record Issued(ApiKey key, String secret) {

        @Override
        public String toString() {
            return "Issued[" + key + "]";
        }
    }
}
