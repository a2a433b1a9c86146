package io.kvitt.sandbox.simulation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulated provider answers. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), NOTHING);
    }

    public static Answer json(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer html(int status, String text) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html"),
                ("<html><body><h1>" + text + "</h1></body></html>\n").getBytes(StandardCharsets.UTF_8));
    }

    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    public boolean successful() {
        return status >= 200 && status < 400;
    }
}
