package io.kvitt.sandbox.svea;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.simulation.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's body. Names are bound regardless of case, unknown ones are ignored and numbers and booleans may come as
 * strings, since clients in production send all of that.
 */
record SveaBody(JsonNode json) {

    private static final BigInteger LARGEST_AMOUNT = new BigInteger("9999999999999");

    static SveaBody of(byte[] bytes) {
        JsonNode json = Json.parse(bytes);
        if (json == null || !json.isObject()) {
            throw SveaRefusal.invalid("body", "The body has to be a JSON object");
        }
        return new SveaBody(json);
    }

    @Nullable
    JsonNode find(String name) {
        JsonNode exact = json.get(name);
        if (exact == null) {
            for (var field : json.properties()) {
                if (field.getKey().equalsIgnoreCase(name)) {
                    exact = field.getValue();
                }
            }
        }
        return exact == null || exact.isNull() ? null : exact;
    }

    @Nullable
    SveaBody child(String name) {
        JsonNode value = find(name);
        return value == null ? null : item(name, value);
    }

    boolean has(String name) {
        return find(name) != null;
    }

    boolean isTrue(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return false;
        }
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SveaRefusal.invalid(name, name + " has to be true or false");
        };
    }

    @Nullable
    Long number(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        return number(name, value);
    }

    private static long number(String name, JsonNode value) {
        try {
            BigInteger number = new BigInteger(value.isIntegralNumber() || value.isTextual() ? value.asText() : "x");
            if (number.abs().compareTo(LARGEST_AMOUNT) > 0) {
                throw SveaRefusal.invalid(name, name + " has at most 13 digits");
            }
            return number.longValue();
        } catch (NumberFormatException e) {
            throw SveaRefusal.invalid(name, name + " has to be a whole number");
        }
    }

    long required(String name) {
        Long value = number(name);
        if (value == null) {
            throw SveaRefusal.invalid(name, name + " is required");
        }
        return value;
    }

    @Nullable
    String text(String name, int longest) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (value.isContainerNode()) {
            throw SveaRefusal.invalid(name, name + " has to be a text");
        }
        if (value.asText().length() > longest) {
            throw SveaRefusal.invalid(name, name + " must be at most " + longest + " characters");
        }
        return value.asText();
    }

    /** None when the list is missing. */
    List<SveaBody> list(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isArray()) {
            throw SveaRefusal.invalid(name, name + " has to be a list");
        }
        List<SveaBody> items = new ArrayList<>();
        if (value != null) {
            value.forEach(item -> items.add(item(name, item)));
        }
        return items;
    }

    List<SveaBody> requiredList(String name) {
        if (!has(name)) {
            throw SveaRefusal.invalid(name, name + " is required");
        }
        return list(name);
    }

    private static SveaBody item(String name, JsonNode item) {
        if (!item.isObject()) {
            throw SveaRefusal.invalid(name, name + " has to be a list of objects");
        }
        return new SveaBody(item);
    }

    /** Null is refused, an empty list is not. */
    List<Long> rowIds() {
        JsonNode value = find("OrderRowIds");
        if (value == null || !value.isArray()) {
            throw SveaRefusal.invalid("OrderRowIds", "OrderRowIds is required");
        }
        List<Long> ids = new ArrayList<>();
        for (JsonNode id : value) {
            ids.add(number("OrderRowIds", id));
        }
        return ids;
    }

    /** Row id → quantity × 100; each row has to be among the ids. */
    Map<Long, Long> quantities(String name, List<Long> rowIds) {
        Map<Long, Long> quantities = new LinkedHashMap<>();
        for (SveaBody option : list(name)) {
            long rowId = option.required("OrderRowId");
            long quantity = option.required("Quantity");
            if (!rowIds.contains(rowId)) {
                throw SveaRefusal.invalid(name, "Row " + rowId + " is not in OrderRowIds");
            }
            if (quantity <= 0) {
                throw SveaRefusal.invalid(name, "Quantity has to be positive");
            }
            quantities.put(rowId, quantity);
        }
        return quantities;
    }
}
