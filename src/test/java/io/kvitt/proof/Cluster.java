package io.kvitt.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Several Kvitts at once on one PostgreSQL, one broker and one ERP folder. */
final class Cluster implements AutoCloseable {

    private static final String SERVES_THE_DROP = "this instance serves the ERP files";
    private static final String TOOK_A_FILE = " rejected, ";

    private final Stage stage;
    private final Broker broker;
    private final List<String> settings;
    private final List<KvittProcess> kvitts = new ArrayList<>();

    /** The broker is closed with them. */
    Cluster(Stage stage, int size, Broker broker) throws Exception {
        this.stage = stage;
        this.broker = broker;
        this.settings = new ArrayList<>(stage.settings());
        settings.addAll(broker.settings());
        for (int i = 0; i < size; i++) {
            kvitts.add(start(i));
        }
        for (KvittProcess kvitt : kvitts) {
            requireReady(kvitt);
        }
    }

    static Cluster withBrokerOfItsOwn(Stage stage, int size) throws Exception {
        Path home = stage.home();
        return new Cluster(stage, size, BrokerProcess.start(home.resolve("broker"), home.resolve("broker.log")));
    }

    Stage stage() {
        return stage;
    }

    Broker broker() {
        return broker;
    }

    List<KvittProcess> kvitts() {
        return kvitts;
    }

    /** How many passes found, before they wrote, that their lease was no longer theirs. */
    long passesTurnedAway() throws IOException {
        long count = 0;
        for (int i = 0; i < kvitts.size(); i++) {
            count += lines(i, "the lease on payment").size();
        }
        return count;
    }

    /** The instance that serves the ERP drop: the last one that said so. */
    int poller() throws IOException {
        int poller = -1;
        String latest = "";
        for (int i = 0; i < kvitts.size(); i++) {
            String said = lastLine(i, SERVES_THE_DROP);
            if (said.compareTo(latest) > 0) {
                latest = said;
                poller = i;
            }
        }
        return poller;
    }

    /** @return how long after the time it was until another one than this served the drop */
    Duration awaitOtherPoller(int poller, long since) {
        Awaitility.await("the drop is taken over")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> poller() != poller);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** How many times an ERP file was taken in, by all instances together. */
    long filesRead() throws IOException {
        long count = 0;
        for (int i = 0; i < kvitts.size(); i++) {
            count += lines(i, TOOK_A_FILE).size();
        }
        return count;
    }

    private String lastLine(int instance, String text) throws IOException {
        List<String> said = lines(instance, text);
        return said.isEmpty() ? "" : said.get(said.size() - 1);
    }

    private List<String> lines(int instance, String text) throws IOException {
        try (Stream<String> lines = Files.lines(log(instance))) {
            return lines.filter(line -> line.contains(text)).toList();
        }
    }

    private Path log(int instance) {
        return stage.home().resolve("kvitt-" + instance + ".log");
    }

    void restart(int instance) throws InterruptedException {
        kvitts.set(instance, start(instance));
        requireReady(kvitts.get(instance));
    }

    private KvittProcess start(int instance) {
        return KvittProcess.start(stage.home().resolve("data-" + instance), log(instance), settings, null);
    }

    private static void requireReady(KvittProcess kvitt) throws InterruptedException {
        if (!kvitt.awaitReady()) {
            throw new AssertionError("an instance died");
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (KvittProcess kvitt : kvitts) {
            kvitt.kill();
        }
        broker.kill();
    }
}
