package io.kvitt.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Tells new stories at a steady pace, whatever happens to those they are told to, and each until it is acknowledged. */
final class Load implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration LONGEST_RETELLING = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Messenger messenger;
    private final int atATime;
    private final Thread teller = new Thread(this::tell, "load");
    private volatile boolean ending;
    private volatile Throwable broken;

    /** @param perSecond how many orders a second get their commands */
    Load(Cluster cluster, Messenger messenger, int perSecond) {
        this.cluster = cluster;
        this.messenger = messenger;
        this.atATime = Math.max(1, perSecond / 2);
        teller.start();
    }

    private void tell() {
        try {
            List<Story> untold = new ArrayList<>();
            while (!ending) {
                long next = System.nanoTime() + PACE.toNanos();
                untold.addAll(cluster.stage().newStories(atATime));
                retell(untold);
                Forks.last(Duration.ofNanos(Math.max(1, next - System.nanoTime())));
            }
            Awaitility.await("everything acknowledged")
                    .atMost(LONGEST_RETELLING)
                    .until(() -> retell(untold));
        } catch (RuntimeException | Error e) {
            broken = e;
        }
    }

    private boolean retell(List<Story> untold) {
        messenger.tell(List.copyOf(cluster.kvitts()), untold);
        untold.removeIf(Story::told);
        return untold.isEmpty();
    }

    /** Ends it, and waits until everything is acknowledged. */
    void finish() throws InterruptedException {
        ending = true;
        teller.join();
        if (broken != null) {
            throw new AssertionError("the load", broken);
        }
    }

    @Override
    public void close() {
        ending = true;
    }
}
