package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two instances under load on a pair of brokers, one of which dies, ends, and comes back. */
@Tag("proof")
class FailoverCampaign {

    private static final int INSTANCES = 2;
    private static final long PROVIDER_LATENCY_MILLIS = 100;

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int perSecond = Integer.getInteger("proof.orders-per-second", 12);
    private final List<String> rows = new ArrayList<>();

    private interface Change {
        void happen() throws Exception;
    }

    @Test
    void nothing_is_lost_when_one_of_two_brokers_takes_over_from_the_other() throws Exception {
        try (Stage stage = new Stage(new Random(seed), true)) {
            System.out.println("failover campaign: seed " + seed + ", logs " + stage.home());
            BrokerPair brokers = BrokerPair.start(stage.home());
            Ears ears = new Ears(brokers::as);
            try (Cluster cluster = new Cluster(stage, INSTANCES, brokers)) {
                stage.sandbox().switches().set(KlarnaSwitch.LATENCY_MS, PROVIDER_LATENCY_MILLIS);
                stage.sandbox().switches().set(SveaSwitch.LATENCY_MS, PROVIDER_LATENCY_MILLIS);
                Messenger messenger = new Messenger(stage.erp(), brokers::forSenders, Ears.REPLIES);
                Recovery recovery = new Recovery(stage);
                try (Load load = new Load(cluster, messenger, perSecond)) {
                    endure("primary killed", brokers::primaryDies, recovery);
                    endure("primary back", brokers::primaryReturns, recovery);
                    endure("primary stopped", brokers::primaryEnds, recovery);
                    endure("primary back", brokers::primaryReturns, recovery);
                    load.finish();
                }
                messenger.finishFiles();
                recovery.finish();
                judge(cluster, messenger, recovery, ears);
                stage.allIsWell();
            }
        }
    }

    private void endure(String name, Change change, Recovery recovery) throws Exception {
        Forks.last(Duration.ofSeconds(3));
        long began = System.nanoTime();
        change.happen();
        long healed = System.nanoTime();
        long open = recovery.measure(healed);
        rows.add("    %-16s taken over in %d ms, %d open then, %d ms to recover"
                .formatted(
                        name,
                        TimeUnit.NANOSECONDS.toMillis(healed - began),
                        open,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healed)));
    }

    private void judge(Cluster cluster, Messenger messenger, Recovery recovery, Ears ears) throws Exception {
        Verdict verdict = Verdict.of(cluster.stage(), messenger);
        Set<String> unheard = new HashSet<>(cluster.stage().commandIds(command -> true));
        unheard.removeAll(ears.heard());
        Set<String> unanswered =
                new HashSet<>(cluster.stage().commandIds(command -> command.channel() == Story.Channel.JMS));
        unanswered.removeAll(ears.replied());
        System.out.printf(
                "failover campaign: seed %d, %s%n  outcomes not heard %d, replies missing %d; %s%n",
                seed, verdict, unheard.size(), unanswered.size(), recovery);
        rows.forEach(System.out::println);
        verdict.mustBeClean();
        assertThat(recovery.unfinished()).as("not ended in time").isNull();
        assertThat(unheard).as("outcomes that the subscriber never heard").isEmpty();
        assertThat(unanswered).as("replies that never came").isEmpty();
    }
}
