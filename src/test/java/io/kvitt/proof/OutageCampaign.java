package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two instances at once, under load, while one of them, their broker or their database is killed, paused or starved; then
 * the same count as after the crashes.
 *
 * <p>{@code -Dproof.seed=…} repeats a run, {@code -Dproof.outages=…} and {@code -Dproof.orders=…} set its size.
 */
@Tag("proof")
class OutageCampaign {

    private static final Duration LONGEST_RETELLING = Duration.ofMinutes(2);

    /** So that every worker has a pass in its hands when something fails. */
    private static final long PROVIDER_LATENCY_MILLIS = 150;

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int outages = Integer.getInteger("proof.outages", 4 * Outage.values().length);
    private final int orders = Integer.getInteger("proof.orders", 120);
    private final Random random = new Random(seed);
    private final Map<Outage, List<String>> outcomes = new EnumMap<>(Outage.class);

    @Test
    void two_instances_never_act_twice_whatever_fails_under_them() throws Exception {
        try (Stage stage = new Stage(random, true);
                Cluster cluster = Cluster.withBrokerOfItsOwn(stage, 2)) {
            System.out.println("outage campaign: seed " + seed + ", " + outages + " outages, logs " + stage.home());
            Messenger messenger = new Messenger(stage.erp(), cluster.broker()::forSenders);
            stage.sandbox().switches().set(KlarnaSwitch.LATENCY_MS, PROVIDER_LATENCY_MILLIS);
            stage.sandbox().switches().set(SveaSwitch.LATENCY_MS, PROVIDER_LATENCY_MILLIS);
            Recovery recovery = new Recovery(stage);
            for (Outage outage : Outage.sequence(random, outages)) {
                endure(outage, cluster, messenger, recovery);
            }
            messenger.finishFiles();
            recovery.finish();
            report(cluster, Verdict.of(stage, messenger), recovery);
            stage.allIsWell();
        }
    }

    private void report(Cluster cluster, Verdict verdict, Recovery recovery) throws IOException {
        long turnedAway = cluster.passesTurnedAway();
        System.out.printf("outage campaign: seed %d, %d outages, %s%n", seed, outages, verdict);
        System.out.printf("  %s; passes that came after their lease and did nothing: %d%n", recovery, turnedAway);
        outcomes.forEach((outage, each) -> System.out.printf("    %-30s %s%n", outage, String.join("; ", each)));
        verdict.mustBeClean();
        assertThat(recovery.unfinished()).as("not ended in time").isNull();
        if (outcomes.containsKey(Outage.INSTANCE_PAUSED)) {
            assertThat(turnedAway)
                    .as("passes of the paused instance that were turned away")
                    .isPositive();
        }
    }

    private void endure(Outage outage, Cluster cluster, Messenger messenger, Recovery recovery) throws Exception {
        List<Story> untold = new ArrayList<>(cluster.stage().newStories(orders));
        int victim = random.nextInt(cluster.kvitts().size());
        Duration calm = Duration.ofMillis(random.nextInt(600));
        Duration outageLasts = Duration.ofMillis(500 + random.nextInt(1_500));
        Thread teller = new Thread(() -> retell(cluster, messenger, untold));
        teller.start();
        Awaitility.await("load").atMost(LONGEST_RETELLING).until(() -> recovery.open() >= orders / 6);
        Forks.last(calm);
        long openBefore = recovery.open();
        outage.strike(cluster, victim);
        Forks.last(outageLasts);
        outage.heal(cluster, victim);
        long healed = System.nanoTime();
        long openAfter = recovery.measure(healed);
        outcomes.computeIfAbsent(outage, key -> new ArrayList<>())
                .add("%d open when it began, %d when it ended, %d ms until they had ended"
                        .formatted(openBefore, openAfter, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healed)));
        teller.join();
    }

    /** Until everything is acknowledged, as a sender does. */
    private static void retell(Cluster cluster, Messenger messenger, List<Story> untold) {
        Awaitility.await("everything acknowledged").atMost(LONGEST_RETELLING).until(() -> {
            messenger.tell(List.copyOf(cluster.kvitts()), untold);
            untold.removeIf(Story::told);
            return untold.isEmpty();
        });
    }
}
