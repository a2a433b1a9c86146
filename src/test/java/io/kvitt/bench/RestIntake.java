package io.kvitt.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Single POSTs over kept-alive connections, one for each caller, by a client that costs as little as there is. */
final class RestIntake implements Intake {

    private static final int CALLERS = 32;

    private final String address;
    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CALLERS)
                    .setMaxConnPerRoute(CALLERS)
                    .build())
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .build();
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

    private Void post(Activation activation) throws IOException {
        HttpPost request = new HttpPost(address);
        request.setHeader("X-API-Key", KvittSubject.KEY);
        request.setEntity(new StringEntity(activation.json(), ContentType.APPLICATION_JSON));
        long start = System.nanoTime();
        int status = http.execute(request, response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
        if (status != 202) {
            throw new IllegalStateException("answered " + status);
        }
        acceptNanos.add(System.nanoTime() - start);
        return null;
    }

    @Override
    public void close() throws IOException {
        callers.shutdownNow();
        http.close();
    }
}
