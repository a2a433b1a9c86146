package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills the real application again and again, at every labelled point and at random, while commands come in by all three
 * ways and the providers do everything wrong that they can; then counts what really happened at the providers.
 *
 * <p>{@code -Dproof.seed=…} repeats a run, {@code -Dproof.kills=…} and {@code -Dproof.orders=…} set its size.
 */
@Tag("proof")
class CrashCampaign {

    /** A campaign of this many kills must have died at every point and met every fault. */
    private static final int WHOLE = 300;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final int RESTARTS_PER_MEASURE = 8;

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int kills = Integer.getInteger("proof.kills", WHOLE);
    private final int ordersPerKill = Integer.getInteger("proof.orders", 40);
    private final Random random = new Random(seed);
    private final int firstPoint = random.nextInt(CrashPoint.values().length - 1);
    private final int brokerPort = Forks.freePort();
    private final Map<CrashPoint, Integer> hits = new EnumMap<>(CrashPoint.class);
    private final List<Story> untold = new ArrayList<>();
    private int missed;
    private Stage stage;
    private Messenger messenger;
    private Reaper reaper;
    private Recovery recovery;

    @BeforeEach
    void set() throws IOException {
        // Only Kvitt is killed here, never the operating system or the database.
        stage = new Stage(random, false);
        messenger = new Messenger(stage.erp(), () -> BrokerProcess.senders(brokerPort));
        reaper = new Reaper(stage.sandbox(), stage.gate(), stage.erp());
        recovery = new Recovery(stage);
    }

    @AfterEach
    void clear() throws IOException {
        stage.close();
    }

    @Test
    void nothing_is_lost_doubled_or_stuck() throws Exception {
        System.out.println("crash campaign: seed " + seed + ", " + kills + " kills, log " + log());
        for (int kill = 0; kill < kills; kill++) {
            untold.addAll(stage.newStories(ordersPerKill));
            boolean measured = kill % RESTARTS_PER_MEASURE == 3;
            CrashPoint point = CrashPoint.at(kill, firstPoint);
            boolean there = liveAndDie(point, measured);
            hits.merge(there ? point : CrashPoint.AT_RANDOM, 1, Integer::sum);
            missed += there ? 0 : 1;
            untold.removeIf(Story::told);
        }
        KvittProcess last = start(null);
        assertThat(last.awaitReady()).isTrue();
        long open = recovery.measure(last.startedAt());
        while (!untold.isEmpty()) {
            messenger.tell(List.of(last), untold);
            untold.removeIf(Story::told);
        }
        messenger.finishFiles();
        recovery.finish();
        report(Verdict.of(stage, messenger), open);
        last.kill();
        stage.allIsWell();
    }

    /** @return whether it died at its point */
    private boolean liveAndDie(CrashPoint point, boolean measured) throws Exception {
        int nth = point.nth(random);
        boolean refuses = random.nextInt(4) == 0;
        Duration refusal = Duration.ofMillis(200 + random.nextInt(400));
        Duration life = Duration.ofMillis(500 + random.nextInt(3_000));
        reaper.prepare(point, messenger.nextFile());
        KvittProcess kvitt = start(point.halt(random));
        if (!kvitt.awaitReady()) {
            reaper.end(point);
            return kvitt.diedAtItsStep();
        }
        Thread teller = new Thread(() -> messenger.tell(List.of(kvitt), untold));
        teller.start();
        if (measured) {
            recovery.measure(kvitt.startedAt());
        }
        if (refuses) {
            stage.gate().refuse(refusal);
        }
        boolean there = reaper.strike(point, nth, kvitt, point == CrashPoint.AT_RANDOM ? life : LONGEST_WAIT);
        teller.join();
        return there;
    }

    private KvittProcess start(@Nullable String crash) {
        List<String> settings = new ArrayList<>(stage.settings());
        settings.add("--kvitt.broker.port=" + brokerPort);
        return KvittProcess.start(stage.home(), log(), settings, crash);
    }

    private Path log() {
        return stage.home().resolve("kvitt.log");
    }

    private void report(Verdict verdict, long open) throws IOException {
        Map<Fault, Integer> struck = stage.struck();
        System.out.printf("crash campaign: seed %d, %d kills, %s%n", seed, kills, verdict);
        System.out.printf("  after the last kill %d were open; from restart to end: %s%n", open, recovery);
        System.out.printf("  killed (%d missed their point and died at random):%n", missed);
        for (CrashPoint point : CrashPoint.values()) {
            line(point, hits.getOrDefault(point, 0));
        }
        System.out.println("  faults:");
        line("CONNECTION_REFUSED (periods)", stage.gate().refusals());
        struck.forEach(CrashCampaign::line);
        verdict.mustBeClean();
        assertThat(recovery.unfinished()).as("not ended in time").isNull();
        if (kills >= WHOLE) {
            assertThat(hits).as("points that were hit").containsKeys(CrashPoint.values());
            assertThat(struck).as("faults that struck").doesNotContainValue(0);
            assertThat(stage.gate().refusals()).as("refused connections").isPositive();
        }
    }

    private static void line(Object name, int times) {
        System.out.printf("    %-30s %d%n", name, times);
    }
}
