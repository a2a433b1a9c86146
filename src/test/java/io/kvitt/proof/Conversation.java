package io.kvitt.proof;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection between Kvitt and a provider. The answer to a write is looked at even when Kvitt is gone by then. */
final class Conversation {

    private static final int LOOK_EVERY_MILLIS = 1_000;
    private static final int LONGEST_ANSWER_LOOKS = 10;

    /** What an order management says to a write that its rules forbid. */
    private static final Set<String> REFUSALS = Set.of("400", "403", "404", "422");

    private final Socket client;
    private final Socket provider;
    private final Runnable beforeWrite;
    private final Consumer<String> refused;

    /** The request line of the write whose answer is awaited. */
    private volatile @Nullable String write;

    private volatile boolean over;

    /**
     * @param beforeWrite runs before a write goes on to the provider
     * @param refused is told of each write that the provider's rules forbade
     */
    Conversation(Socket client, Socket provider, Runnable beforeWrite, Consumer<String> refused) throws IOException {
        this.client = client;
        this.provider = provider;
        this.beforeWrite = beforeWrite;
        this.refused = refused;
        client.setTcpNoDelay(true);
        provider.setTcpNoDelay(true);
        provider.setSoTimeout(LOOK_EVERY_MILLIS);
    }

    /** Carries what Kvitt sends, to its end; what has come goes on even when Kvitt is dead. */
    void carryRequests() {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = client.getInputStream();
            for (int length = read(in, buffer); length > 0; length = read(in, buffer)) {
                // A request begins a packet: Kvitt's client does not pipeline.
                String start = new String(buffer, 0, Math.min(length, 200), StandardCharsets.US_ASCII);
                if (start.startsWith("POST ") || start.startsWith("PATCH ") || start.startsWith("PUT ")) {
                    write = start.lines().findFirst().orElse("");
                    beforeWrite.run();
                }
                provider.getOutputStream().write(buffer, 0, length);
            }
            over = true;
            if (write == null) {
                provider.shutdownOutput();
            }
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

    /** Carries what the provider answers, to its end. */
    void carryAnswers() {
        byte[] buffer = new byte[16 * 1024];
        int looks = 0;
        try {
            while (looks < LONGEST_ANSWER_LOOKS) {
                try {
                    int length = provider.getInputStream().read(buffer);
                    if (length < 0) {
                        break;
                    }
                    judge(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                    client.getOutputStream().write(buffer, 0, length);
                } catch (SocketTimeoutException e) {
                    looks += over ? 1 : 0;
                }
            }
            client.close();
        } catch (IOException e) {
            reset(client);
        } finally {
            reset(provider);
        }
    }

    /** An error page comes from the sandbox's faults and says nothing about the order. */
    private void judge(String answer) {
        String request = write;
        write = null;
        if (request != null && answer.startsWith("HTTP/1.1 ") && !answer.contains("text/html")) {
            String status = answer.substring(9, 12);
            if (REFUSALS.contains(status)) {
                refused.accept(status + " " + request);
            }
        }
    }

    /** Breaks it, as a failing network does. */
    void breakOff() {
        reset(client);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }
}
