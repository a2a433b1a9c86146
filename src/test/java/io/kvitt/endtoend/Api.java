package io.kvitt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.contract.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kvitt's REST API as a merchant's system calls it. */
final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** May do everything; {@link EndToEnd} configures it. */
    static final String ALL_POWERFUL_KEY = "the-key-of-the-tests";

    private final String base;
    private final String[] credentials;

    Api(int port) {
        this(port, "X-API-Key", ALL_POWERFUL_KEY);
    }

    /** @param credentials headers that say who calls, as names and values in turn; none for nobody */
    Api(int port, String... credentials) {
        this.base = "http://127.0.0.1:" + port + "/api/v1";
        this.credentials = credentials;
    }

    /**
     * As JSON, when it is, else as text. An answer that the contract does not have fails the test that got it, and so does
     * a body that was taken and is not in it.
     */
    private static JsonNode body(
            HttpRequest request, String path, @Nullable String sent, HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("application/json");
        JsonNode body = OpenApi.text(type, new String(response.body(), StandardCharsets.UTF_8));
        String bare = path.replaceFirst("\\?.*", "");
        List<String> faults =
                new ArrayList<>(OpenApi.CONTRACT.faults(request.method(), bare, response.statusCode(), type, body));
        if (sent != null && !sent.isEmpty() && response.statusCode() < 300) {
            String as = request.headers().firstValue("Content-Type").orElseThrow();
            faults.addAll(OpenApi.CONTRACT.faultsOfTaken(request.method(), bare, as, sent));
        }
        assertThat(faults).as("see src/main/resources/openapi.yaml").isEmpty();
        return body;
    }

    record Reply(int status, JsonNode body, HttpResponse<byte[]> http) {

        String text(String field) {
            return body.path(field).asText(null);
        }
    }

    /** Sends a command, with apostrophes for quotes, and waits for its end. */
    Reply command(String json) {
        return send("POST", "/commands", json.replace('\'', '"'), "Prefer", "wait=20");
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!method.equals("GET")) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < credentials.length; i += 2) {
            request.header(credentials[i], credentials[i + 1]);
        }
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Content-Type")) {
                request.setHeader(headers[i], headers[i + 1]);
            } else {
                request.header(headers[i], headers[i + 1]);
            }
        }
        try {
            HttpRequest sent = request.build();
            HttpResponse<byte[]> response = HTTP.send(sent, BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), body(sent, path, body, response), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
