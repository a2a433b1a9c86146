package io.kvitt.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A merchant's system that listens for webhooks, and checks each as docs/notifications.md says. */
final class Receiver {

    static final String OLD_SECRET = "the-secret-that-is-being-replaced";
    static final String SECRET = "the-secret-that-replaces-the-old-one";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final HttpServer server;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> failing = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** One call as it came, and what the check said. */
    record Call(String signature, String body, Verdict verdict, int answered) {

        JsonNode outcome() {
            return json(body).path("outcome");
        }

        String eventId() {
            return json(body).path("eventId").asText();
        }
    }

    enum Verdict {
        NEW,
        SEEN_BEFORE,
        FORGED,
        TOO_OLD
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Receiver receiver = new Receiver(server);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "receiver");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/hook", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Answers 503 to the next calls about a payment. */
    void fail(String providerOrderId, int times) {
        failing.put(providerOrderId, times);
    }

    /** Lets calls about a payment hang until the latch is opened. */
    CountDownLatch hang(String providerOrderId) {
        return hanging.computeIfAbsent(providerOrderId, id -> new CountDownLatch(1));
    }

    /** All calls about a payment, oldest first. */
    List<Call> calls(String providerOrderId) {
        return calls.stream()
                .filter(call -> call.outcome().path("providerOrderId").asText().equals(providerOrderId))
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String signature = exchange.getRequestHeaders().getFirst("Kvitt-Signature");
        String about = json(body).path("outcome").path("providerOrderId").asText();
        boolean fails = failing.merge(about, -1, Integer::sum) >= 0;
        Verdict verdict = fails ? Verdict.NEW : check(signature, body, SECRET, Instant.now());
        int status = fails ? 503 : verdict == Verdict.FORGED || verdict == Verdict.TOO_OLD ? 400 : 204;
        calls.add(new Call(signature, body, verdict, status));
        try {
            CountDownLatch latch = hanging.get(about);
            if (latch != null) {
                latch.await();
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** The recipe: the signature first, then the time, and only then whether the event is known. */
    synchronized Verdict check(String signature, String body, String secret, Instant now) {
        List<String> parts = Arrays.asList(signature.split(","));
        String time = parts.get(0).substring("t=".length());
        String expected = "v1=" + hmac(secret, time + "." + body);
        boolean genuine = parts.stream()
                .skip(1)
                .anyMatch(value -> MessageDigest.isEqual(value.getBytes(UTF_8), expected.getBytes(UTF_8)));
        if (!genuine) {
            return Verdict.FORGED;
        }
        if (Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                        .abs()
                        .compareTo(TOLERANCE)
                > 0) {
            return Verdict.TOO_OLD;
        }
        return seen.add(json(body).path("eventId").asText()) ? Verdict.NEW : Verdict.SEEN_BEFORE;
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
