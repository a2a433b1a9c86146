package io.kvitt.provider.klarna;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.provider.ProviderAnswer;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Kvitt takes from an answer: codes and ids, never its texts, which may carry personal data.
 *
 * @param errorCode Klarna's machine-readable code; null when the body is not Klarna's error object
 * @param reference the id of what was made
 * @param retryAfter what Klarna asks for before the next call; null when it does not say
 */
record KlarnaAnswer(
        @Nullable String errorCode,
        @Nullable String correlationId,
        @Nullable String reference,
        @Nullable Duration retryAfter) {

    private static final int LARGEST_ERROR = 64 * 1024;
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    static KlarnaAnswer of(ProviderAnswer http) {
        JsonNode error = http.isSuccess() ? null : error(http);
        String correlationId = http.header("Klarna-Correlation-Id");
        if (correlationId == null && error != null) {
            correlationId = error.path("correlation_id").asText(null);
        }
        return new KlarnaAnswer(
                error == null
                        ? null
                        : matching(ERROR_CODE, error.path("error_code").asText(null)),
                matching(ID, correlationId),
                reference(http),
                retryAfter(http));
    }

    private static @Nullable JsonNode error(ProviderAnswer http) {
        if (http.body().length > LARGEST_ERROR) {
            return null;
        }
        try {
            JsonNode node = KlarnaJson.MAPPER.readTree(http.text());
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The body of a success is empty; the id stands in a header of its own, and at the end of Location. */
    private static @Nullable String reference(ProviderAnswer http) {
        String capture = matching(ID, http.header("Capture-Id"));
        if (capture != null) {
            return "capture:" + capture;
        }
        String refund = matching(ID, http.header("Refund-Id"));
        if (refund != null) {
            return "refund:" + refund;
        }
        String location = http.header("Location");
        if (location == null) {
            return null;
        }
        String id = matching(ID, location.substring(location.lastIndexOf('/') + 1));
        if (id == null) {
            return null;
        }
        return location.contains("/captures/")
                ? "capture:" + id
                : location.contains("/refunds/") ? "refund:" + id : null;
    }

    private static @Nullable Duration retryAfter(ProviderAnswer http) {
        String asked = http.header("Retry-After");
        if (asked == null) {
            asked = http.header("X-Ratelimit-Reset");
        }
        if (asked == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Math.min(86_400, Long.parseLong(asked.trim()))));
        } catch (NumberFormatException e) {
            return untilDate(asked, http.header("Date"));
        }
    }

    /** Both dates are the provider's own, so that no clock of ours matters. */
    private static @Nullable Duration untilDate(String date, @Nullable String now) {
        if (now == null) {
            return null;
        }
        try {
            Duration wait = Duration.between(
                    ZonedDateTime.parse(now.trim(), DateTimeFormatter.RFC_1123_DATE_TIME),
                    ZonedDateTime.parse(date.trim(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative()
                    ? Duration.ZERO
                    : wait.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }
}
