package io.kvitt.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Several Kvitts at once on one PostgreSQL, one broker and one ERP folder. */
final class Cluster implements AutoCloseable {

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
            try (Stream<String> lines = Files.lines(log(i))) {
                count += lines.filter(line -> line.contains("the lease on payment"))
                        .count();
            }
        }
        return count;
    }

    Path log(int instance) {
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
