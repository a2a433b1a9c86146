package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.simulation.Json;
import org.jspecify.annotations.Nullable;

/** A request's body, with the checks of the specification. */
record KlarnaBody(JsonNode json) {

    private static final long HIGHEST = 200_000_000;

    static KlarnaBody of(byte[] bytes) {
        if (bytes.length == 0) {
            return new KlarnaBody(Json.MAPPER.createObjectNode());
        }
        JsonNode json = Json.parse(bytes);
        if (json == null || !json.isObject()) {
            throw KlarnaRefusal.badValue("body");
        }
        return new KlarnaBody(json);
    }

    /** A missing amount is known to give 422 for a refund; assumed for the others. */
    long amount(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw KlarnaRefusal.unprocessable(field + " may not be null");
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw KlarnaRefusal.badValue(field);
        }
        long amount = value.longValue();
        if (amount < 0 || amount > HIGHEST) {
            throw KlarnaRefusal.badValue(field);
        }
        return amount;
    }

    @Nullable
    String text(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw KlarnaRefusal.badValue(field);
        }
        if (value.textValue().length() > 255) {
            throw KlarnaRefusal.unprocessable("The size of the " + field + " value must be between 0 and 255");
        }
        return value.textValue();
    }

    KlarnaLines lines() {
        JsonNode lines = json.path("order_lines");
        return lines.isMissingNode() || lines.isNull() ? KlarnaLines.NONE : KlarnaLines.of(lines);
    }
}
