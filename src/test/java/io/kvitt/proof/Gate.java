package io.kvitt.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lies between Kvitt and the providers: refuses connections for a while, keeps a write that has left Kvitt from reaching
 * its provider until it is let through, and sees the writes that a provider refuses.
 */
final class Gate implements AutoCloseable {

    private final int port = Forks.freePort();
    private final int behind;
    private final Set<Conversation> open = ConcurrentHashMap.newKeySet();
    private final List<String> refusedWrites = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> daemon("gate", work));
    private volatile ServerSocket door;
    private volatile Hold hold = new Hold(Integer.MAX_VALUE);
    private volatile int refusals;

    /** One write that is kept from going on. */
    private static final class Hold {
        private final AtomicInteger before;
        private final CountDownLatch caught = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Hold(int nth) {
            this.before = new AtomicInteger(nth);
        }
    }

    Gate(int behind) {
        this.behind = behind;
        this.door = bind();
    }

    int port() {
        return port;
    }

    /** How often it has refused connections for a while. */
    int refusals() {
        return refusals;
    }

    /** The writes that a provider's rules forbade. Whoever reads before it writes, and never writes twice, makes none. */
    List<String> refusedWrites() {
        return List.copyOf(refusedWrites);
    }

    /** Refuses connections for so long, and breaks those there are. */
    void refuse(Duration time) {
        refusals++;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Conversation::breakOff);
        timer.schedule(() -> door = bind(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Catches the nth write from now. */
    void holdWrite(int nth) {
        hold = new Hold(nth);
    }

    boolean holdsWrite() {
        return hold.caught.getCount() == 0;
    }

    /** Lets the write that was caught go on, and catches none. */
    void release() {
        Hold last = hold;
        hold = new Hold(Integer.MAX_VALUE);
        last.released.countDown();
    }

    private ServerSocket bind() {
        try {
            ServerSocket bound = new ServerSocket();
            bound.setReuseAddress(true);
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            daemon("gate-door", () -> accept(bound)).start();
            return bound;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket bound) {
        while (!bound.isClosed()) {
            try {
                Socket client = bound.accept();
                Socket provider = new Socket(InetAddress.getLoopbackAddress(), behind);
                Conversation conversation = new Conversation(client, provider, this::holdIfWanted, refusedWrites::add);
                open.add(conversation);
                daemon("gate-requests", conversation::carryRequests).start();
                daemon("gate-answers", () -> {
                            conversation.carryAnswers();
                            open.remove(conversation);
                        })
                        .start();
            } catch (IOException e) {
                // closed, or the client is gone
            }
        }
    }

    private void holdIfWanted() {
        Hold present = hold;
        if (present.before.decrementAndGet() == 0) {
            present.caught.countDown();
            try {
                present.released.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        door.close();
        open.forEach(Conversation::breakOff);
    }
}
