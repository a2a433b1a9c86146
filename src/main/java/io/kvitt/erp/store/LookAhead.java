package io.kvitt.erp.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stores one batch of a file on a thread of its own while the next is read. A batch begins after the one before is
 * stored, so that the ledger has them in the order of the file, and when one fails none follows.
 */
public final class LookAhead implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "file-store"));
    private @Nullable Future<?> storing;

    /** Returns when the batch before is stored; throws what that one threw. */
    public void store(Runnable batch) {
        await();
        storing = thread.submit(batch);
    }

    /** Returns when all is stored; throws what the last batch threw. */
    public void await() {
        if (storing != null) {
            try {
                storing.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Kvitt is stopping", e);
            }
        }
    }

    /** Waits for a batch that is still being stored: once the reading is over, the file may be taken again. */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
