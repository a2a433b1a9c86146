package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    private final int kills = Integer.getInteger("proof.kills", 15);
    private final int ordersPerKill = Integer.getInteger("proof.orders", 40);
    private final Random random = new Random(seed);
    private final Map<CrashPoint, Integer> hits = new EnumMap<>(CrashPoint.class);
    private final List<Story> untold = new ArrayList<>();
    private int missed;

    @Test
    void nothing_is_lost_doubled_or_stuck() throws Exception {
        try (Stage stage = new Stage(random, false)) {
            Path log = stage.home().resolve("kvitt.log");
            System.out.println("crash campaign: seed " + seed + ", " + kills + " kills, log " + log);
            int brokerPort = Forks.freePort();
            List<String> settings = new ArrayList<>(stage.settings());
            settings.add("--kvitt.broker.port=" + brokerPort);
            Messenger messenger = new Messenger(stage.erp(), brokerPort);
            Reaper reaper = new Reaper(stage.sandbox(), stage.gate(), stage.erp());
            Recovery recovery = new Recovery(stage);
            for (int kill = 0; kill < kills; kill++) {
                untold.addAll(stage.newStories(ordersPerKill));
                CrashPoint point = CrashPoint.at(kill);
                reaper.prepare(point, messenger.nextFile());
                KvittProcess kvitt = KvittProcess.start(stage.home(), log, settings, point.halt(random));
                boolean there = liveAndDie(kvitt, point, stage, messenger, reaper, kill, recovery);
                hits.merge(there ? point : CrashPoint.AT_RANDOM, 1, Integer::sum);
                missed += there ? 0 : 1;
                untold.removeIf(Story::told);
            }
            KvittProcess last = KvittProcess.start(stage.home(), log, settings, null);
            assertThat(last.awaitReady()).isTrue();
            long open = recovery.measure(last.startedAt());
            while (!untold.isEmpty()) {
                messenger.tell(List.of(last), untold);
                untold.removeIf(Story::told);
            }
            messenger.finishFiles();
            recovery.finish();
            report(stage, Verdict.of(stage, messenger), open, recovery);
            last.kill();
        }
    }

    /** @return whether it died at its point */
    private boolean liveAndDie(
            KvittProcess kvitt,
            CrashPoint point,
            Stage stage,
            Messenger messenger,
            Reaper reaper,
            int kill,
            Recovery recovery)
            throws Exception {
        Duration patience =
                point == CrashPoint.AT_RANDOM ? Duration.ofMillis(500 + random.nextInt(3_000)) : LONGEST_WAIT;
        int nth = point.nth(random);
        Duration refusal = Duration.ofMillis(200 + random.nextInt(400));
        boolean refuses = random.nextInt(4) == 0;
        if (!kvitt.awaitReady()) {
            reaper.end(point);
            return kvitt.diedAtItsStep();
        }
        Thread teller = new Thread(() -> messenger.tell(List.of(kvitt), untold));
        teller.start();
        if (kill % RESTARTS_PER_MEASURE == RESTARTS_PER_MEASURE - 1) {
            recovery.measure(kvitt.startedAt());
        }
        if (refuses) {
            stage.gate().refuse(refusal);
        }
        boolean there = reaper.strike(point, nth, kvitt, patience);
        teller.join();
        return there;
    }

    private void report(Stage stage, Verdict verdict, long open, Recovery recovery) throws Exception {
        Map<Fault, Integer> struck = stage.struck();
        System.out.printf("crash campaign: seed %d, %d kills, %s%n", seed, kills, verdict);
        System.out.printf("  after the last kill %d were open; %s%n", open, recovery);
        System.out.printf("  killed (%d missed their point and died at random):%n", missed);
        for (CrashPoint point : CrashPoint.values()) {
            System.out.printf("    %-30s %d%n", point, hits.getOrDefault(point, 0));
        }
        System.out.println("  faults:");
        System.out.printf(
                "    %-30s %d%n", "CONNECTION_REFUSED (periods)", stage.gate().refusals());
        struck.forEach((fault, times) -> System.out.printf("    %-30s %d%n", fault, times));
        verdict.mustBeClean();
        if (kills >= WHOLE) {
            assertThat(hits).as("points that were hit").containsKeys(CrashPoint.values());
            assertThat(struck).as("faults that struck").doesNotContainValue(0);
            assertThat(stage.gate().refusals()).as("refused connections").isPositive();
        }
    }
}
