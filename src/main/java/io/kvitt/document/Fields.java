package io.kvitt.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One JSON object's fields, read by type; whatever is wrong is collected with the field's name. */
public final class Fields {

    private final JsonNode object;
    private final String path;
    private final List<Violation> found;

    /** @param path what stands before the names of the fields, such as {@code lines[2].} */
    public Fields(JsonNode object, String path, Set<String> known, List<Violation> found) {
        this.object = object;
        this.path = path;
        this.found = found;
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.replaceAll("[^A-Za-z0-9_.-]", "?");
                found.add(new Violation(Code.UNKNOWN_FIELD, path + shown, "leave it out, or mend its spelling"));
            }
        });
    }

    @Nullable
    public JsonNode node(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    @Nullable
    public String text(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isEmpty()) {
            invalid(name, "a text of at least one character");
            return null;
        }
        return node.textValue();
    }

    public String requiredText(String name) {
        String text = text(name);
        return text == null ? missing(name, "") : text;
    }

    /** At least one text and at most a hundred. */
    public List<String> texts(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return missing(name, List.of());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(element.asText()));
        if (!node.isArray() || texts.isEmpty() || texts.size() > 100 || texts.contains("")) {
            invalid(name, "an array of 1 to 100 texts");
            return List.of();
        }
        return texts;
    }

    public @Nullable Boolean flag(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isBoolean()) {
            invalid(name, "true or false, without quotes");
            return null;
        }
        return node == null ? null : node.booleanValue();
    }

    /** The object of that name; null when there is none. */
    @Nullable
    public JsonNode object(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isObject()) {
            invalid(name, "an object");
            return null;
        }
        return node;
    }

    /** Minor units. Null is no amount that was left out: whoever sends it may have meant one. */
    @Nullable
    public Long amount(String name) {
        JsonNode node = object.get(name);
        if (node != null && node.isNull()) {
            invalid(name, "a whole number of minor units, or leave the field out");
            return null;
        }
        return wholeNumber(name);
    }

    @Nullable
    public Long wholeNumber(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            invalid(name, "a whole number without quotes, decimals or exponent");
            return null;
        }
        return node.longValue();
    }

    long requiredWholeNumber(String name) {
        Long number = wholeNumber(name);
        return number == null ? missing(name, 0L) : number;
    }

    BigDecimal requiredDecimal(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return missing(name, BigDecimal.ONE);
        }
        // An exponent such as 1e999999999 would make any arithmetic with it explode.
        if (!node.isNumber() || Math.abs(node.decimalValue().scale()) > 10) {
            invalid(name, "a number without quotes or exponent");
            return BigDecimal.ONE;
        }
        return node.decimalValue();
    }

    public void invalid(String name, String remedy) {
        found.add(new Violation(Code.INVALID_VALUE, path + name, remedy));
    }

    /** Notes a missing field, unless it is there and was found to be wrong. */
    private <T> T missing(String name, T stand) {
        if (node(name) == null) {
            found.add(new Violation(Code.MISSING_FIELD, path + name, "give the field"));
        }
        return stand;
    }
}
