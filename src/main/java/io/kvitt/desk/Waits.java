package io.kvitt.desk;

import io.kvitt.execution.PassSettled;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets a caller wait for a command's end (RFC 7240 {@code Prefer: wait}). */
@Component
class Waits {

    /** More callers than this are answered at once, so that waiting can never take all of the server's threads. */
    private static final int MOST_WAITING = 100;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Another instance may end the command, so the ledger is looked at now and then. */
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final CommandQueries commands;
    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MOST_WAITING);

    Waits(CommandQueries commands) {
        this.commands = commands;
    }

    @EventListener
    void onSettled(PassSettled settled) {
        if (settled.settlement().state().isEnd()) {
            CountDownLatch latch = waiting.get(
                    settled.settlement().execution().assignment().command().commandId());
            if (latch != null) {
                latch.countDown();
            }
        }
    }

    /** The command once it has ended, or as it is when the time is up. */
    Optional<CommandRecord> await(String commandId, Duration wish) {
        if (wish.isZero() || !free.tryAcquire()) {
            return commands.find(commandId);
        }
        CountDownLatch ended = waiting.computeIfAbsent(commandId, id -> new CountDownLatch(1));
        try {
            long deadline = System.nanoTime() + (wish.compareTo(LONGEST) > 0 ? LONGEST : wish).toNanos();
            while (true) {
                Optional<CommandRecord> command = commands.find(commandId);
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || command.isEmpty() || command.get().state().isEnd()) {
                    return command;
                }
                if (ended.await(Math.min(left, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS)) {
                    return commands.find(commandId);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return commands.find(commandId);
        } finally {
            waiting.remove(commandId, ended);
            free.release();
        }
    }
}
