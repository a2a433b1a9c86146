package io.kvitt.sandbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs control requests beside the event loops: creating orders in bulk must not hold the providers up. */
final class ControlRunner implements AutoCloseable {

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
        thread.execute(() -> responder.send(api.answer(method, path, body)));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
