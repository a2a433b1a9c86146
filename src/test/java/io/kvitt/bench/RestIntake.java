package io.kvitt.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Single POSTs over kept-alive connections. */
final class RestIntake implements Intake {

    private static final int CALLERS = 32;

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final Queue<Long> acceptNanos = new ConcurrentLinkedQueue<>();

    RestIntake(String address) {
        this.address = address;
    }

    @Override
    public String name() {
        return "REST";
    }

    /** How long each 202 took since the last call of this. */
    List<Long> acceptNanos() {
        List<Long> taken = new ArrayList<>(acceptNanos);
        acceptNanos.clear();
        return taken;
    }

    @Override
    public void send(List<Activation> activations) {
        List<Future<?>> sent = new ArrayList<>();
        for (Activation activation : activations) {
            sent.add(callers.submit(() -> post(activation)));
        }
        for (Future<?> future : sent) {
            try {
                future.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Does not wait for the answer, so that a slow one does not slow the pace. */
    @Override
    public void send(Activation activation) {
        callers.submit(() -> post(activation));
    }

    private Void post(Activation activation) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("X-API-Key", KvittSubject.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(activation.json()))
                .build();
        long start = System.nanoTime();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IllegalStateException("answered " + status);
        }
        acceptNanos.add(System.nanoTime() - start);
        return null;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
