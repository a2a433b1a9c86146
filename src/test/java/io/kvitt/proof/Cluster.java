package io.kvitt.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two Kvitts at once on one PostgreSQL, one stand-alone broker and one ERP folder. */
final class Cluster implements AutoCloseable {

    private static final int SIZE = 2;

    private final Stage stage;
    private final BrokerProcess broker;
    private final List<String> settings;
    private final List<KvittProcess> kvitts = new ArrayList<>();

    Cluster(Stage stage) throws Exception {
        this.stage = stage;
        this.broker =
                BrokerProcess.start(stage.home().resolve("broker"), stage.home().resolve("broker.log"));
        this.settings = new ArrayList<>(stage.settings());
        settings.add("--spring.artemis.broker-url=tcp://127.0.0.1:" + broker.port());
        for (int i = 0; i < SIZE; i++) {
            kvitts.add(start(i));
        }
        for (KvittProcess kvitt : kvitts) {
            requireReady(kvitt);
        }
    }

    Stage stage() {
        return stage;
    }

    BrokerProcess broker() {
        return broker;
    }

    List<KvittProcess> kvitts() {
        return kvitts;
    }

    /** How many passes found, before they wrote, that their lease was no longer theirs. */
    long passesTurnedAway() throws IOException {
        long count = 0;
        for (int i = 0; i < SIZE; i++) {
            try (Stream<String> lines = Files.lines(log(i))) {
                count += lines.filter(line -> line.contains("the lease on payment"))
                        .count();
            }
        }
        return count;
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
