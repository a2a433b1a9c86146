package io.kvitt.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What an answer of a simulated provider may look like, as far as it is known of the real one. */
final class WireContract {

    private static final Map<String, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private WireContract() {}

    /** @throws AssertionError when the answer is not as it is at the provider */
    static void check(HttpRequest request, Reply reply) {
        String path = request.uri().getPath();
        if (path.startsWith("/sandbox/klarna/") || path.startsWith("/sandbox/kustom/")) {
            klarna(request.method(), path.replaceFirst(".*/ordermanagement/v1/orders/[^/]*/?", ""), reply);
        } else if (path.startsWith("/sandbox/svea/")) {
            svea(request.method(), path.replaceFirst("/sandbox/svea", ""), reply);
        }
    }

    private static void klarna(String method, String below, Reply reply) {
        if (reply.status() >= 400) {
            error("klarna", reply);
            return;
        }
        require(reply, reply.header("Klarna-Correlation-Id").length() == 36, "no correlation id");
        if (method.equals("GET")) {
            String what = below.replaceAll("(?<=captures/|refunds/)[^/]+", "*");
            Map<String, String> kinds = Map.of(
                    "",
                    "order",
                    "captures",
                    "captures",
                    "captures/*",
                    "capture",
                    "refunds/*",
                    "refund",
                    "captures/*/extend-due-date-options",
                    "dueDates");
            require(reply, reply.status() == 200 && kinds.containsKey(what), "nothing is read there");
            body("klarna", kinds.get(what), reply);
            return;
        }
        require(reply, reply.body().isEmpty(), "a write answers without body");
        if (below.equals("captures") || below.equals("refunds")) {
            String id = reply.header(below.equals("captures") ? "Capture-Id" : "Refund-Id");
            require(reply, reply.status() == 201 && id.length() == 36, "what was made is not named");
            require(reply, reply.header("Location").endsWith("/" + below + "/" + id), "its address is not told");
        } else {
            require(reply, reply.status() == 204, "204 was to be expected");
        }
    }

    private static void svea(String method, String path, Reply reply) {
        if (reply.status() >= 400) {
            error("svea", reply);
            return;
        }
        String below = path.replaceFirst("/api/v1/orders/\\d+/?", "");
        boolean task = path.startsWith("/api/v1/queue/");
        switch (reply.status()) {
            case 200 -> body("svea", task ? "task" : below.isEmpty() ? "order" : "credited", reply);
            case 202 -> {
                require(reply, reply.header("Location").matches("http://.*/api/v1/queue/\\d+"), "no task");
                String kind =
                        below.startsWith("rows") ? "added" : below.contains("/credits") ? "credited" : "delivered";
                if (!reply.body().isEmpty()) {
                    body("svea", kind, reply);
                }
            }
            case 204 -> require(reply, reply.body().isEmpty() && !method.equals("GET"), "204 has no body");
            case 303 ->
                require(
                        reply,
                        task
                                && reply.body().isEmpty()
                                && !reply.header("Location").isEmpty(),
                        "no task");
            default -> require(reply, false, "unknown status");
        }
    }

    private static void error(String provider, Reply reply) {
        if (reply.header("Content-Type").startsWith("application/json")) {
            body(provider, "error", reply);
        } else {
            boolean edge = List.of(401, 403, 404, 431, 502, 503, 504).contains(reply.status());
            require(reply, edge, "an error of the interface is JSON");
        }
    }

    private static void body(String provider, String kind, Reply reply) {
        require(reply, reply.header("Content-Type").startsWith("application/json"), "not called JSON");
        List<String> faults = schema(provider, kind).validate(reply.json()).stream()
                .map(Object::toString)
                .toList();
        require(reply, faults.isEmpty(), "no " + kind + ": " + faults);
    }

    private static Schema schema(String provider, String kind) {
        return SCHEMAS.computeIfAbsent(provider + kind, key -> {
            JsonNode definitions =
                    DOCUMENTS.computeIfAbsent(provider, WireContract::document).path("$defs");
            ObjectNode whole = Json.MAPPER.createObjectNode();
            whole.putArray("allOf").addObject().put("$ref", "#/$defs/" + kind);
            whole.set("$defs", definitions);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole);
        });
    }

    private static JsonNode document(String provider) {
        try (InputStream file = WireContract.class.getResourceAsStream("/sandbox/" + provider + ".json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(Reply reply, boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise + ": " + reply.status() + " " + reply.body());
        }
    }
}
