package io.kvitt.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes Kvitt every second, with Kvitt's alert rules. */
final class PrometheusProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpServer forwarder;
    private final Process process;
    private final String base;

    PrometheusProcess(Path directory, int kvitt) throws IOException {
        forwarder = forwarder(kvitt);
        int port = freePort();
        base = "http://127.0.0.1:" + port;
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: kvitt
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(
                Expressions.ALERTS.toAbsolutePath(), forwarder.getAddress().getPort()));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    /** Puts the key on, since Prometheus 2 can send no headers of its own. */
    private static HttpServer forwarder(int kvitt) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/prometheus", exchange -> {
            byte[] scrape = Scrape.of(kvitt).text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, scrape.length);
            exchange.getResponseBody().write(scrape);
            exchange.close();
        });
        server.start();
        return server;
    }

    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    JsonNode rules() {
        return get("/api/v1/rules").path("data").path("groups").path(0).path("rules");
    }

    private JsonNode get(String path) {
        try {
            return new ObjectMapper()
                    .readTree(HTTP.send(
                                    HttpRequest.newBuilder(URI.create(base + path))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode().put("status", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        forwarder.stop(0);
    }
}
