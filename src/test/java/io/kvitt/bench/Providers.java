package io.kvitt.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The control API of the provider simulators, which run in a process of their own. */
final class Providers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private long nextOrder = 1;

    Providers(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }

    boolean answer() {
        try {
            call("GET", "requests", null);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** All orders are gone, or a million of them would fill the simulator. */
    void forget() {
        call("POST", "reset", "{}");
    }

    /** Authorised orders of one line, numbered on from those before. @return the first one's number */
    long orders(String provider, int count) {
        long first = nextOrder;
        nextOrder += count;
        call("POST", "orders/bulk", """
                {"count":%d,"firstNumber":%d,"template":{"provider":"%s","amount":10000}}""".formatted(count, first, provider));
        return first;
    }

    /** The id that the simulator gave a Klarna or Kustom order of this number. */
    static String orderId(long number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    void latency(String provider, int millis) {
        call("PUT", "switches", "{\"" + provider + ".latency-ms\":" + millis + "}");
    }

    /** Every call of this provider is answered so, until {@link #heal()}. */
    void outage(String provider, int status) {
        call("POST", "faults", "{\"provider\":\"" + provider + "\",\"kind\":\"status\",\"status\":" + status + "}");
    }

    /** Every call of this provider meets a fault of this kind, until {@link #heal()}. */
    void outage(String provider, String kind) {
        call("POST", "faults", "{\"provider\":\"" + provider + "\",\"kind\":\"" + kind + "\"}");
    }

    void heal() {
        call("DELETE", "faults", null);
    }

    /** Requests of all kinds that the provider got so far. */
    long requests() {
        long sum = 0;
        for (JsonNode counts : call("GET", "requests", null)) {
            sum += counts.get("reads").asLong() + counts.get("writes").asLong();
        }
        return sum;
    }

    /** Effects so far, and whether one order met the same twice. */
    JsonNode summary() {
        return call("GET", "ledger/summary", null);
    }

    private JsonNode call(String method, String path, String body) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(URI.create(address + "/control/" + path))
                            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        path + ": " + response.statusCode() + " " + new String(response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
