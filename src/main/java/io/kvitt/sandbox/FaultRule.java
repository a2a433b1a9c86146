package io.kvitt.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kvitt.sandbox.simulation.Json;
import org.jspecify.annotations.Nullable;

/**
 * When something goes wrong, and what. Conditions that are missing hold for every call.
 *
 * @param operation the provider's operation, or {@code read} or {@code write} for all of them
 * @param nth only the nth call that fits
 * @param every every kth call that fits
 * @param probability of each call that fits, drawn with the seed
 * @param times at most so often; once for {@code nth}, else without limit
 * @param status for the kinds that answer with one
 * @param delayMs for the kinds that wait; a minute when missing
 * @param waitHeaders whether a 429 says how long to wait
 */
record FaultRule(
        @Nullable String provider,
        @Nullable String orderId,
        @Nullable String operation,
        @Nullable Integer nth,
        @Nullable Integer every,
        @Nullable Double probability,
        @Nullable Long seed,
        @Nullable Integer times,
        FaultKind kind,
        @Nullable Integer status,
        @Nullable Long delayMs,
        @Nullable Boolean waitHeaders) {

    private static final long A_MINUTE = 60_000;

    FaultRule {
        if (kind == null) {
            throw new IllegalArgumentException("kind is required");
        }
        if (kind.needsStatus() && (status == null || status < 400 || status > 599)) {
            throw new IllegalArgumentException("A status from 400 to 599 is required for " + kind.wireName());
        }
        if (nth != null && nth < 1 || every != null && every < 1) {
            throw new IllegalArgumentException("nth and every count from 1");
        }
    }

    static FaultRule of(String json) {
        try {
            return Json.MAPPER.readValue(json, FaultRule.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    long delayOrDefault() {
        return delayMs == null ? A_MINUTE : delayMs;
    }

    int statusOrDefault() {
        return status == null ? 500 : status;
    }

    int timesOrDefault() {
        if (times != null) {
            return times;
        }
        return nth == null ? Integer.MAX_VALUE : 1;
    }
}
