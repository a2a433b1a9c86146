package io.kvitt.proof;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** How the senders' calls of the REST API ended. */
final class Answers {

    enum Kind {
        ACCEPTED,
        /** Nobody listens, so nothing was done. */
        CONNECTION_REFUSED,
        /** The connection ended before the answer came. */
        CUT_OFF,
        NO_ANSWER,
        /** An answer that says that it failed. */
        FAILED
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    Answers() {
        Arrays.stream(Kind.values()).forEach(kind -> counts.put(kind, 0L));
    }

    synchronized void count(Kind kind, String trouble) {
        counts.merge(kind, 1L, Long::sum);
        if (kind != Kind.ACCEPTED && kind != Kind.CONNECTION_REFUSED) {
            troubles.add(kind + " " + trouble);
        }
    }

    void failed(int status, int port) {
        count(Kind.FAILED, status + " from " + port);
    }

    void failed(IOException e, int port) {
        Kind kind = e instanceof HttpTimeoutException
                ? Kind.NO_ANSWER
                : e instanceof ConnectException ? Kind.CONNECTION_REFUSED : Kind.CUT_OFF;
        count(kind, e + " from " + port);
    }

    synchronized Map<Kind, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** What went wrong otherwise than by a refused connection, in order. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }
}
