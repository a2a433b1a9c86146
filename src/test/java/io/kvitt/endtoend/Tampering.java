package io.kvitt.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A gateway in front of a provider: it passes everything on, but for the orders that a test has it answer itself. */
final class Tampering {

    /** @param body cut off in the middle when {@code cut} */
    record Answer(int status, Map<String, String> headers, byte[] body, boolean cut) {}

    private static final Set<String> OWN = Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Answer> reads = new ConcurrentHashMap<>();
    private final Map<String, Answer> writes = new ConcurrentHashMap<>();
    private final String target;
    private final HttpServer server;

    private Tampering(String target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    static Tampering start(String target) {
        try {
            return new Tampering(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answerReads(String orderId, Answer answer) {
        reads.put(orderId, answer);
    }

    void answerWrites(String orderId, Answer answer) {
        writes.put(orderId, answer);
    }

    void passOnAgain(String orderId) {
        reads.remove(orderId);
        writes.remove(orderId);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getRawPath();
        Map<String, Answer> answers = exchange.getRequestMethod().equals("GET") ? reads : writes;
        for (Map.Entry<String, Answer> entry : answers.entrySet()) {
            if (path.contains(entry.getKey())) {
                answer(exchange, entry.getValue());
                return;
            }
        }
        passOn(exchange, body);
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(answer.body(), 0, answer.cut() ? length / 2 : length);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, values.get(0));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, List.copyOf(values));
                }
            });
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
