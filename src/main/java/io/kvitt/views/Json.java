package io.kvitt.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Views as JSON text. */
public final class Json {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Json() {}

    public static String text(Object view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
