package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.proof.Answers.Kind;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three instances on one stand-alone PostgreSQL, one stand-alone Artemis and one ERP drop, under steady load by REST, JMS
 * and files, while each of these is restarted; then the same count as after the crashes.
 *
 * <p>{@code -Dproof.seed=…} repeats a run, {@code -Dproof.rounds=…} and {@code -Dproof.orders-per-second=…} set its size.
 */
@Tag("proof")
class ScaleOutCampaign {

    private static final int INSTANCES = 3;
    private static final long PROVIDER_LATENCY_MILLIS = 100;

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int rounds = Integer.getInteger("proof.rounds", 2);
    private final int perSecond = Integer.getInteger("proof.orders-per-second", 12);
    private String seen = "";
    private final List<String> rows = new ArrayList<>();
    private final List<String> failedWithoutNeed = new ArrayList<>();

    @Test
    void three_instances_lose_nothing_while_everything_under_them_is_restarted() throws Exception {
        try (Stage stage = new Stage(new Random(seed), true)) {
            System.out.println("scale-out campaign: seed " + seed + ", logs " + stage.home());
            StandaloneBroker broker = StandaloneBroker.start(
                    stage.home().resolve("artemis"), stage.home().resolve("artemis.log"));
            Ears ears = new Ears(broker::as);
            try (Cluster cluster = new Cluster(stage, INSTANCES, broker)) {
                stage.sandbox().switches().set(KlarnaSwitch.LATENCY_MS, PROVIDER_LATENCY_MILLIS);
                stage.sandbox().switches().set(SveaSwitch.LATENCY_MS, PROVIDER_LATENCY_MILLIS);
                Messenger messenger = new Messenger(stage.erp(), broker::forSenders, Ears.REPLIES);
                Recovery recovery = new Recovery(stage);
                try (Load load = new Load(cluster, messenger, perSecond)) {
                    Duration took = new SeenByAll(cluster.kvitts()).check();
                    seen = "  settings, keys and users changed at one, seen by all within %d ms"
                            .formatted(took.toMillis());
                    RefusedMessage refused =
                            new RefusedMessage(broker, cluster.kvitts().get(1));
                    refused.follow("kvitt.commands");
                    refused.follow("kvitt.order-status-changes");
                    Random random = new Random(seed);
                    for (int round = 0; round < rounds; round++) {
                        for (Upheaval upheaval : Upheaval.values()) {
                            endure(upheaval, cluster, broker, messenger, recovery, random);
                        }
                    }
                    load.finish();
                }
                messenger.finishFiles();
                recovery.finish();
                judge(cluster, messenger, recovery, ears);
                stage.allIsWell();
            }
        }
    }

    private void endure(
            Upheaval upheaval,
            Cluster cluster,
            StandaloneBroker broker,
            Messenger messenger,
            Recovery recovery,
            Random random)
            throws Exception {
        Forks.last(Duration.ofMillis(1_000 + random.nextInt(1_000)));
        Map<Kind, Long> before = messenger.answers().counts();
        int troublesBefore = messenger.answers().troubles().size();
        long began = System.nanoTime();
        String more = upheaval.of(cluster, broker, random);
        long healed = System.nanoTime();
        long open = recovery.measure(healed);
        long recovered = System.nanoTime();
        Map<Kind, Long> after = messenger.answers().counts();
        after.replaceAll((kind, count) -> count - before.get(kind));
        rows.add("| %s | %d | %d | %d | %d | %d | %d | %d | %d | %s |"
                .formatted(
                        upheaval,
                        TimeUnit.NANOSECONDS.toMillis(healed - began),
                        open,
                        TimeUnit.NANOSECONDS.toMillis(recovered - healed),
                        after.get(Kind.ACCEPTED),
                        after.get(Kind.CONNECTION_REFUSED),
                        after.get(Kind.CUT_OFF),
                        after.get(Kind.NO_ANSWER),
                        after.get(Kind.FAILED),
                        more));
        if (upheaval == Upheaval.ROLLING_RESTART) {
            List<String> troubles = messenger.answers().troubles();
            failedWithoutNeed.addAll(troubles.subList(troublesBefore, troubles.size()));
        }
    }

    private void judge(Cluster cluster, Messenger messenger, Recovery recovery, Ears ears) throws Exception {
        Verdict verdict = Verdict.of(cluster.stage(), messenger);
        Set<String> unheard = new HashSet<>(cluster.stage().commandIds(command -> true));
        unheard.removeAll(ears.heard());
        Set<String> unanswered =
                new HashSet<>(cluster.stage().commandIds(command -> command.channel() == Story.Channel.JMS));
        unanswered.removeAll(ears.replied());
        long filesRead = cluster.filesRead();
        int files = messenger.dropped().size();
        System.out.printf(
                "scale-out campaign: seed %d, %d instances, %d orders a second, %s%n",
                seed, INSTANCES, perSecond, verdict);
        System.out.printf(
                "  outcomes not heard %d, replies missing %d; files %d, read %d times; %s%n",
                unheard.size(), unanswered.size(), files, filesRead, recovery);
        System.out.println(
                "| what | ms | open then | ms to recover | REST calls accepted | refused connections | cut off"
                        + " | no answer | failed answers | |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
        System.out.println("  troubles: "
                + messenger.answers().troubles().stream()
                        .collect(Collectors.groupingBy(trouble -> trouble, Collectors.counting())));
        System.out.println(new Footprint(cluster.stage().postgres()));
        System.out.println(seen);
        verdict.mustBeClean();
        assertThat(recovery.unfinished()).as("not ended in time").isNull();
        assertThat(failedWithoutNeed).as("calls that a rolling restart failed").isEmpty();
        assertThat(unheard).as("outcomes that the subscriber never heard").isEmpty();
        assertThat(unanswered).as("replies that never came").isEmpty();
        // A file is read again only when its reader died, or its database went, before it was put away.
        assertThat(filesRead).as("times that a file was read").isBetween((long) files, files + 4L * rounds);
    }
}
