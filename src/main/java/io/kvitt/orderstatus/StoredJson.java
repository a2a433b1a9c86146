package io.kvitt.orderstatus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvitt.payment.OrderLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is stored as JSON; of settings it is the document that is exported too. What is not said is left out. */
final class StoredJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private StoredJson() {}

    static String write(ActionSettings settings) {
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ActionSettings read(String stored) {
        try {
            return JSON.readValue(stored, ActionSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored settings cannot be read", e);
        }
    }

    static String lines(List<OrderLine> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<OrderLine> lines(@Nullable String stored) {
        try {
            return stored == null ? List.of() : JSON.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored lines cannot be read", e);
        }
    }

    static Map<String, Object> tree(ActionSettings settings) {
        return JSON.convertValue(settings, new TypeReference<>() {});
    }
}
