package io.kvitt.provider.mini;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Mini's own side: payments over 100.00 SEK, reserved when they are first asked for. */
final class MiniServer implements AutoCloseable {

    private static final Map<String, String> MAKES = Map.of("take", "TAKEN", "void", "VOID", "return", "RETURNED");

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();

    MiniServer() throws IOException {
        server.createContext("/payments/", this::handle);
        server.start();
    }

    static String payment(String id, String state, long amount) {
        return "{\"id\":\"%s\",\"state\":\"%s\",\"currency\":\"SEK\",\"amount\":%d}".formatted(id, state, amount);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Each as its path and body. */
    List<String> writes() {
        return writes;
    }

    /** The names that came with the last write, in lower case. */
    List<String> headers() {
        return headers;
    }

    private void handle(HttpExchange call) throws IOException {
        String[] path = call.getRequestURI().getPath().split("/");
        String id = path[2];
        if (!"Bearer mini-secret".equals(call.getRequestHeaders().getFirst("Authorization"))) {
            answer(call, 401, "");
            return;
        }
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.length > 3) {
            writes.add(call.getRequestURI().getPath() + " " + body);
            headers.clear();
            headers.addAll(call.getRequestHeaders().keySet().stream()
                    .map(String::toLowerCase)
                    .collect(Collectors.toList()));
            states.put(id, MAKES.get(path[3]));
        }
        answer(call, 200, payment(id, states.getOrDefault(id, "RESERVED"), 10_000));
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
