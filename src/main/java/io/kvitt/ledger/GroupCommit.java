package io.kvitt.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Gathers the single writes of many threads into one transaction: each caller still returns only after its own write
 * is committed, but a hundred of them share one commit.
 *
 * <p>While one batch commits, the next one gathers. A write on its own is committed at once; only where one follows soon
 * on another, the next ones are waited for a moment, since a commit of many costs little more than a commit of one.
 */
final class GroupCommit<T, R> implements AutoCloseable {

    private record Entry<T, R>(T item, CompletableFuture<R> result) {}

    private final BlockingQueue<Entry<T, R>> queue = new LinkedBlockingQueue<>();
    private final Function<List<T>, List<R>> commit;
    private final int largest;
    private final Duration gathering;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param gathering how long more is waited for where the last commit was less than four times as long ago
     * @param commit writes all items in one transaction and returns one result each, in the same order
     */
    GroupCommit(String name, int largest, Duration gathering, Function<List<T>, List<R>> commit) {
        this.commit = commit;
        this.largest = largest;
        this.gathering = gathering;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns once the item is committed; throws what the transaction threw. */
    R submit(T item) {
        Entry<T, R> entry = new Entry<>(item, new CompletableFuture<>());
        queue.add(entry);
        if (closed) {
            abandon();
        }
        try {
            return entry.result().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void run() {
        List<Entry<T, R>> batch = new ArrayList<>(largest);
        long soon = 4 * gathering.toNanos();
        long last = System.nanoTime() - soon;
        while (!closed) {
            try {
                batch.add(queue.take());
                if (System.nanoTime() - last < soon && queue.size() < largest) {
                    TimeUnit.MILLISECONDS.sleep(gathering.toMillis());
                }
            } catch (InterruptedException e) {
                break;
            }
            queue.drainTo(batch, largest - 1);
            write(batch);
            last = System.nanoTime();
            batch.clear();
        }
        batch.forEach(entry -> entry.result().completeExceptionally(stopping()));
    }

    private void write(List<Entry<T, R>> batch) {
        try {
            List<R> results = commit.apply(batch.stream().map(Entry::item).toList());
            for (int i = 0; i < results.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) {
                batch.get(0).result().completeExceptionally(e);
            } else {
                // One bad item must not take the others with it: the transaction is undone, so each is tried alone.
                batch.forEach(entry -> write(List.of(entry)));
            }
        }
    }

    /** What is not committed by now fails for its callers. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        abandon();
    }

    private void abandon() {
        List<Entry<T, R>> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(entry -> entry.result().completeExceptionally(stopping()));
    }

    private static IllegalStateException stopping() {
        return new IllegalStateException("Kvitt is stopping");
    }
}
