package io.kvitt.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.NewOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Talks to a sandbox over real HTTP, as a merchant's system would. */
final class SandboxClient {

    private static final AtomicLong NUMBER = new AtomicLong(700_000);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final SandboxServer server;
    private final boolean faithful;

    /** Every answer of a provider has to be one that the real one could give. */
    SandboxClient(SandboxServer server) {
        this(server, true);
    }

    /** @param faithful false where something is broken on purpose */
    SandboxClient(SandboxServer server, boolean faithful) {
        this.server = server;
        this.faithful = faithful;
    }

    record Reply(int status, String body, HttpResponse<?> raw) {

        JsonNode json() {
            JsonNode json = Json.parse(body.getBytes(StandardCharsets.UTF_8));
            if (json == null) {
                throw new AssertionError("Not JSON: " + status + " " + body);
            }
            return json;
        }

        String errorCode() {
            return json().path("error_code").asText();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    String create(String provider, String state) {
        return create(NewOrder.authorized(provider, nextNumber(), 20_000).withState(state));
    }

    String create(NewOrder order) {
        return server.create(order).id();
    }

    static String nextNumber() {
        return Long.toString(NUMBER.incrementAndGet());
    }

    // Klarna and Kustom

    Reply klarna(String method, String path, String body) {
        return exchange(klarnaRequest("klarna", method, path, body, null));
    }

    Reply klarna(String method, String path) {
        return klarna(method, path, "");
    }

    Reply klarnaKeyed(String key, String method, String path, String body) {
        return exchange(klarnaRequest("klarna", method, path, body, key));
    }

    Reply kustom(String method, String path, String body) {
        return exchange(klarnaRequest("kustom", method, path, body, null));
    }

    JsonNode klarnaOrder(String id) {
        return klarna("GET", id).json();
    }

    HttpRequest klarnaRequest(String provider, String method, String path, String body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.address() + "/" + provider + "/ordermanagement/v1/orders/" + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("sandbox-" + provider + ":sandbox-secret").getBytes()));
        if (key != null) {
            request.header("Klarna-Idempotency-Key", key);
        }
        return request.header("Content-Type", "application/json")
                .method(method, publisher(body))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    // Svea

    Reply svea(String method, String path, String body) {
        return exchange(sveaRequest(method, "/api/v1/orders/" + path, body));
    }

    JsonNode sveaOrder(String id) {
        return svea("GET", id, "").json();
    }

    HttpRequest sveaRequest(String method, String path, String body) {
        return sveaRequest(method, server.address() + "/svea" + path, body, TIMESTAMP.format(Instant.now()));
    }

    HttpRequest sveaRequest(String method, String uri, String body, String timestamp) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", sign("100001", "sandbox-secret", body, timestamp))
                .header("Timestamp", timestamp)
                .header("Content-Type", "application/json")
                .method(method, publisher(body))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /** Follows a queued operation to its end and returns the answer that ended it. */
    Reply afterTask(Reply accepted) {
        assertStatus(accepted, 202);
        Reply[] last = new Reply[1];
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
            last[0] = task(accepted);
            return !last[0].body().contains("InProgress");
        });
        return last[0];
    }

    Reply task(Reply accepted) {
        String location = accepted.header("Location");
        return exchange(sveaRequest("GET", location, "", TIMESTAMP.format(Instant.now())));
    }

    static String sign(String merchantId, String secret, String body, String timestamp) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512")
                    .digest((body + secret + timestamp).getBytes(StandardCharsets.UTF_8));
            String token = merchantId + ":" + HexFormat.of().formatHex(hash);
            return "Svea " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // Control

    Reply control(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(server.address() + "/control/" + path))
                .method(method, publisher(body))
                .build());
    }

    List<LedgerEntry> ledger(String provider, String orderId) {
        return server.ledger().of(provider, orderId);
    }

    Reply exchange(HttpRequest request) {
        try {
            return exchangeOrFail(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply exchangeOrFail(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            Reply reply = new Reply(response.statusCode(), response.body(), response);
            if (faithful) {
                WireContract.check(request, reply);
            }
            return reply;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher publisher(String body) {
        return body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    static void assertStatus(Reply reply, int status) {
        if (reply.status() != status) {
            throw new AssertionError("Expected " + status + " but got " + reply.status() + " " + reply.body());
        }
    }
}
