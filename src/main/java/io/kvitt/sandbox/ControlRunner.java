package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Answer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs control requests beside the event loops: creating orders in bulk must not hold the providers up. */
final class ControlRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlRunner.class);

    private final ControlApi api;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "sandbox-control");
        made.setDaemon(true);
        return made;
    });

    ControlRunner(ControlApi api) {
        this.api = api;
    }

    void run(String method, RequestPath path, byte[] body, Responder responder) {
        thread.execute(() -> responder.send(answer(method, path, body)));
    }

    private Answer answer(String method, RequestPath path, byte[] body) {
        try {
            return api.answer(method, path, body);
        } catch (RuntimeException e) {
            LOG.error("A control call failed", e);
            return Answer.empty(500);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
