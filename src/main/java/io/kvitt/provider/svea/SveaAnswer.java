package io.kvitt.provider.svea;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.provider.ProviderAnswer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer, seen as one of Svea's. Codes and ids are taken from it, texts never: they may quote the buyer.
 *
 * @param json the body; null when there is none, or none that is JSON
 * @param isSveas whether Svea itself may have written it, rather than something in between that speaks HTML
 */
record SveaAnswer(int status, ProviderAnswer http, @Nullable JsonNode json, boolean isSveas) {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    static SveaAnswer of(ProviderAnswer http) {
        String text = http.text().strip();
        if (text.isEmpty()) {
            return new SveaAnswer(http.status(), http, null, true);
        }
        try {
            JsonNode json = SveaJson.MAPPER.readTree(text);
            boolean isSveas = json.isObject() || json.isArray() || json.isNull();
            return new SveaAnswer(http.status(), http, json.isObject() ? json : null, isSveas);
        } catch (JsonProcessingException e) {
            return new SveaAnswer(http.status(), http, null, false);
        }
    }

    /** What Svea calls the error; null when it has no number for it. */
    @Nullable
    String errorCode() {
        JsonNode errors = SveaJson.field(json, "Errors");
        JsonNode first = errors == null ? null : errors.get(0);
        for (JsonNode code : new JsonNode[] {
            SveaJson.field(json, "Code"), SveaJson.field(json, "resultCode"), SveaJson.field(first, "Code")
        }) {
            if (code != null && NUMBER.matcher(code.asText()).matches()) {
                return code.asText();
            }
        }
        return null;
    }

    /** What was made; its id has been a number, a text and a list over the years. */
    @Nullable
    String reference() {
        String delivery = id("DeliveryId");
        String credit = id("CreditId");
        if (delivery != null) {
            return "delivery:" + delivery;
        }
        return credit == null ? null : "credit:" + credit;
    }

    private @Nullable String id(String name) {
        JsonNode id = SveaJson.field(json, name);
        if (id != null && id.isArray()) {
            id = id.get(0);
        }
        return id != null && TOKEN.matcher(id.asText()).matches() ? id.asText() : null;
    }

    /** Whether the body is a task, and one that is being worked on. */
    boolean isInProgress() {
        JsonNode status = SveaJson.field(json, "Status");
        return status != null && status.asText().equalsIgnoreCase("InProgress");
    }

    /** The path of the task that the answer points to; null when it points to none. */
    @Nullable
    String task() {
        return SveaTask.path(http.header("Location")).orElse(null);
    }

    @Nullable
    String correlationId() {
        String id = http.header("X-Svea-CorrelationId");
        return id != null && TOKEN.matcher(id).matches() ? id : null;
    }

    /** How long Svea asks us to wait; null when it does not say so in seconds. */
    @Nullable
    Duration retryAfter() {
        String wait = http.header("Retry-After");
        return wait != null && SECONDS.matcher(wait.strip()).matches()
                ? Duration.ofSeconds(Long.parseLong(wait.strip()))
                : null;
    }
}
