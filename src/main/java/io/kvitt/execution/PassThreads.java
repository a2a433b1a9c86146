package io.kvitt.execution;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * A thread for each payment at work, which spends nearly all of its time waiting for a provider. How many there are is
 * up to the {@link Dispatcher}.
 */
final class PassThreads implements Workers {

    private static final Logger LOG = LoggerFactory.getLogger(PassThreads.class);

    /** Before, a virtual thread that waited inside {@code synchronized} held up a real one (JEP 491). */
    private static final int UNPINNED = 24;

    private final Pass pass;
    private final Executor threads;

    PassThreads(Pass pass) {
        this.pass = pass;
        this.threads = Runtime.version().feature() >= UNPINNED ? new VirtualThreadTaskExecutor("pass-") : realThreads();
    }

    private static Executor realThreads() {
        AtomicInteger started = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "pass-" + started.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void begin(Execution execution, Runnable done) {
        threads.execute(() -> {
            try {
                pass.run(execution);
            } catch (RuntimeException e) {
                // Its lease runs out by itself and the payment is claimed again.
                LOG.error("command {}: the pass broke", execution.commandRow(), e);
            } finally {
                done.run();
            }
        });
    }
}
