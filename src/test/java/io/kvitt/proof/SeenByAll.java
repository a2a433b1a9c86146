package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What is changed at one instance counts at the others within seconds. */
final class SeenByAll {

    private static final Duration BOUND = Duration.ofSeconds(5);

    private final KvittProcess first;
    private final List<KvittProcess> others;
    private Duration slowest = Duration.ZERO;

    SeenByAll(List<KvittProcess> kvitts) {
        this.first = kvitts.get(0);
        this.others = kvitts.subList(1, kvitts.size());
    }

    /** @return the longest that any of them took */
    Duration check() throws IOException, InterruptedException {
        settings();
        apiKeys();
        users();
        return slowest;
    }

    private void settings() throws IOException, InterruptedException {
        String path = "/order-status-actions";
        String before = first.call("GET", path, KvittProcess.KEY, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        String status = "seen-" + System.nanoTime();
        String settings = "{\"default\":{\"activate\":{\"statuses\":[\"" + status + "\"]}}}";
        assertThat(first.call("PUT", path, KvittProcess.KEY, settings, "If-Match", before)
                        .statusCode())
                .isEqualTo(200);
        eventually("GET", path, KvittProcess.KEY, null, answer -> answer.body().contains(status));
    }

    private void apiKeys() throws IOException, InterruptedException {
        HttpResponse<String> made = first.call(
                "POST",
                "/api-keys",
                KvittProcess.KEY,
                "{\"name\":\"seen\",\"permissions\":[\"payments.read\"],\"accounts\":[\"*\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode key = new ObjectMapper().readTree(made.body());
        String secret = key.path("key").asText();
        eventually("GET", "/commands?orderNumber=none", secret, null, answer -> answer.statusCode() == 200);
        first.call("DELETE", "/api-keys/" + key.path("id").asText(), KvittProcess.KEY, null);
        eventually("GET", "/commands?orderNumber=none", secret, null, answer -> answer.statusCode() == 401);
    }

    private void users() throws IOException, InterruptedException {
        HttpResponse<String> made = first.call(
                "PUT",
                "/users/seen",
                KvittProcess.KEY,
                "{\"password\":\"long enough for this\",\"permissions\":[\"payments.read\"],\"accounts\":[\"*\"]}");
        assertThat(made.statusCode()).as(made.body()).isBetween(200, 204);
        String login = "{\"name\":\"seen\",\"password\":\"long enough for this\"}";
        eventually("POST", "/session", null, login, answer -> answer.statusCode() == 200);
        first.call("DELETE", "/users/seen", KvittProcess.KEY, null);
        eventually("POST", "/session", null, login, answer -> answer.statusCode() == 401);
    }

    private void eventually(String method, String path, String key, String body, Predicate<HttpResponse<String>> seen) {
        long changed = System.nanoTime();
        for (KvittProcess other : others) {
            Awaitility.await(method + " " + path)
                    .atMost(BOUND)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> seen.test(other.call(method, path, key, body)));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - changed);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
}
