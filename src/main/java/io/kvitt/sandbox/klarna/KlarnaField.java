package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one field of a request may hold. Klarna is known to take a number for a text and to overlook what it does not
 * know.
 *
 * @param required whether it has to be there, which counts as there when it is not null
 */
record KlarnaField(String name, boolean required, Rule rule) {

    /** What a value that is there has to be; it may be put straight. */
    @FunctionalInterface
    interface Rule {
        JsonNode checked(String place, JsonNode value);
    }

    static KlarnaField text(String name, int longest) {
        return new KlarnaField(name, false, (place, value) -> {
            if (value.isContainerNode()) {
                throw KlarnaRefusal.badValue(name);
            }
            requireSize(place, value.asText().length(), 0, longest);
            return TextNode.valueOf(value.asText());
        });
    }

    static KlarnaField whole(String name, long least, long most) {
        return new KlarnaField(name, false, (place, value) -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToLong()
                    || value.longValue() < least
                    || value.longValue() > most) {
                throw KlarnaRefusal.badValue(name);
            }
            return value;
        });
    }

    static KlarnaField oneOf(String name, String... words) {
        Set<String> allowed = Set.of(words);
        return new KlarnaField(name, false, (place, value) -> {
            if (!allowed.contains(value.asText())) {
                throw KlarnaRefusal.badValue(name);
            }
            return value;
        });
    }

    static KlarnaField object(String name, List<KlarnaField> fields) {
        return new KlarnaField(name, false, (place, value) -> {
            require(value.isObject(), name);
            checkAll(place, (ObjectNode) value, fields);
            return value;
        });
    }

    static KlarnaField list(String name, int fewest, int most, List<KlarnaField> fields) {
        return new KlarnaField(name, false, (place, value) -> {
            require(value.isArray(), name);
            requireSize(place, value.size(), fewest, most);
            for (JsonNode item : value) {
                require(item.isObject(), name);
                checkAll(place, (ObjectNode) item, fields);
            }
            return value;
        });
    }

    KlarnaField asRequired() {
        return new KlarnaField(name, true, rule);
    }

    /**
     * Checks an object, puts what it can straight and leaves out what is not known.
     *
     * @param place the names that lead here
     */
    static void checkAll(String place, ObjectNode object, List<KlarnaField> fields) {
        object.retain(fields.stream().map(KlarnaField::name).collect(Collectors.toSet()));
        for (KlarnaField field : fields) {
            String here = place.isEmpty() ? field.name : place + "/" + field.name;
            JsonNode value = object.get(field.name);
            if (value != null && !value.isNull()) {
                object.set(field.name, field.rule.checked(here, value));
            } else if (field.required) {
                throw KlarnaRefusal.unprocessable("'" + here + "' must not be null");
            } else {
                object.remove(field.name);
            }
        }
    }

    private static void require(boolean right, String name) {
        if (!right) {
            throw KlarnaRefusal.badValue(name);
        }
    }

    private static void requireSize(String place, int size, int least, int most) {
        if (size < least || size > most) {
            throw KlarnaRefusal.unprocessable(
                    "The size of the " + place + " value must be between " + least + " and " + most);
        }
    }
}
