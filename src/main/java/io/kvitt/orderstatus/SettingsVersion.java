package io.kvitt.orderstatus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of the whole settings.
 *
 * @param version from 1; 0 is the nothing before the first
 * @param changedBy the name of a machine's key or of a user
 * @param effectiveFrom the moment from which it counts, unless a newer version counts then
 * @param rollbackOf the version that it repeats
 */
public record SettingsVersion(
        long version,
        ActionSettings settings,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @Nullable Instant effectiveFrom,
        @Nullable Long rollbackOf) {

    static final SettingsVersion NONE = new SettingsVersion(0, ActionSettings.NONE, null, null, null, null);
}
