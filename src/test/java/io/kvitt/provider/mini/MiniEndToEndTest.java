package io.kvitt.provider.mini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.Kvitt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A third provider, of which nothing in Kvitt knows but its own folder, its route file and one `when`. */
class MiniEndToEndTest {

    private static final String KEY = "the-key-of-this-test";

    /** What the build would have listed, were it in the application's own sources. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MiniAccounts.class)
    @Import(Mini.class)
    static class Parts {}

    @TempDir
    private Path directory;

    @Test
    void a_provider_that_only_its_folder_knows_is_read_written_to_and_told_of() throws Exception {
        Path routes = MiniRoutes.in(Files.createDirectory(directory.resolve("routes")));
        try (MiniServer mini = new MiniServer();
                ConfigurableApplicationContext kvitt = new SpringApplicationBuilder(Kvitt.class, Parts.class)
                        .run(
                                "--server.port=0",
                                "--kvitt.broker.port=-1",
                                "--kvitt.sandbox.enabled=false",
                                "--kvitt.data=" + directory.resolve("data"),
                                "--kvitt.routes=file:" + routes + "/*.camel.yaml",
                                "--kvitt.api-keys.test.sha256=" + sha256(KEY),
                                "--kvitt.api-keys.test.permissions=payments.read,payments.act",
                                "--kvitt.api-keys.test.accounts=*",
                                "--kvitt.accounts.shop.provider=mini",
                                "--kvitt.accounts.shop.base-url=" + mini.address(),
                                "--kvitt.accounts.shop.secret=mini-secret")) {
            String port = kvitt.getEnvironment().getRequiredProperty("local.server.port");

            assertThat(end(port, "activate", "SUCCEEDED")).isEqualTo("activated");
            assertThat(mini.headers()).contains("mini-key", "authorization").doesNotContain("x-api-key", "prefer");
            assertThat(end(port, "annul", "REFUSED")).isEqualTo("activated-use-credit");
            assertThat(end(port, "update", "REFUSED")).isEqualTo("activated-no-update");
            assertThat(end(port, "credit", "SUCCEEDED")).isEqualTo("credited");
            assertThat(mini.writes())
                    .containsExactly(
                            "/payments/4711/take {\"amount\":10000}", "/payments/4711/return {\"amount\":10000}");
        }
    }

    /** The code that the command ends with. */
    private static String end(String port, String action, String state) throws IOException, InterruptedException {
        String body = "{\"action\":\"" + action + "\",\"account\":\"shop\",\"providerOrderId\":\"4711\""
                + (action.equals("update") ? ",\"amount\":5000,\"currency\":\"SEK\"" : "") + "}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/commands"))
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString(body))
                .build();
        JsonNode end = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofByteArray())
                        .body());
        assertThat(end.path("state").asText()).as("%s", end).isEqualTo(state);
        return end.path("code").asText();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
