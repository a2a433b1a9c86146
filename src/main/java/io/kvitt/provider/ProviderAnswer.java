package io.kvitt.provider;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came back over HTTP, whatever it was.
 *
 * @param headers single-valued, looked up without regard to case
 * @param body the bytes, possibly none
 */
public record ProviderAnswer(int status, Map<String, String> headers, byte[] body) {

    public ProviderAnswer {
        Map<String, String> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        folded.putAll(headers);
        headers = folded;
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The body as UTF-8, without a byte order mark. */
    public String text() {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
