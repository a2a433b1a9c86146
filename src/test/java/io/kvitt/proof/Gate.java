package io.kvitt.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lies between Kvitt and the providers: refuses connections for a while, or keeps a write that has left Kvitt from
 * reaching its provider until it is let through.
 */
final class Gate implements AutoCloseable {

    private final int port = Forks.freePort();
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
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

    /** Refuses connections for so long, and breaks those there are. */
    void refuse(Duration time) {
        refusals++;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Gate::reset);
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
                open.add(client);
                client.setTcpNoDelay(true);
                provider.setTcpNoDelay(true);
                daemon("gate-request", () -> requests(client, provider)).start();
                daemon("gate-answer", () -> answers(provider, client)).start();
            } catch (IOException e) {
                // closed, or the client is gone
            }
        }
    }

    /** What has come goes on, even when Kvitt is dead by then. */
    private void requests(Socket client, Socket provider) {
        byte[] buffer = new byte[16 * 1024];
        try {
            OutputStream out = provider.getOutputStream();
            InputStream in = client.getInputStream();
            for (int length = read(in, buffer); length > 0; length = read(in, buffer)) {
                if (isWrite(buffer, length)) {
                    pass();
                }
                out.write(buffer, 0, length);
            }
            provider.shutdownOutput();
        } catch (IOException e) {
            reset(client);
        }
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private void answers(Socket provider, Socket client) {
        try {
            provider.getInputStream().transferTo(client.getOutputStream());
            client.close();
        } catch (IOException e) {
            reset(client);
        } finally {
            open.remove(client);
            reset(provider);
        }
    }

    private void pass() {
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

    /** A request begins a packet: Kvitt's client does not pipeline. */
    private static boolean isWrite(byte[] buffer, int length) {
        String start = new String(buffer, 0, Math.min(length, 6), StandardCharsets.US_ASCII);
        return start.startsWith("POST ") || start.startsWith("PATCH ") || start.startsWith("PUT ");
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
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
        open.forEach(Gate::reset);
    }
}
