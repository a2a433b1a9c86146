package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.SandboxServer;
import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.NewOrder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills the real application again and again, at every labelled step and at random, while commands come in by all three
 * ways and the providers lose answers; then counts what really happened at the providers.
 *
 * <p>{@code -Dproof.seed=…} repeats a run, {@code -Dproof.kills=…} and {@code -Dproof.orders=…} set its size.
 */
@Tag("proof")
class CrashCampaign {

    /** After inbox commit, claim, intent; before and after the send; before and after the outcome; around JMS and files. */
    private static final List<String> STEPS = List.of(
            "after:jms-commands-accept",
            "after:submit-command-bean",
            "after:pass-begin",
            "before:klarna-intend",
            "after:klarna-intend",
            "before:klarna-http",
            "after:klarna-http",
            "before:klarna-conclude",
            "after:klarna-conclude",
            "after:svea-intend",
            "before:svea-http",
            "after:svea-http",
            "before:svea-conclude",
            "after:svea-conclude",
            "after:svea-task-call",
            "before:files-claim-move",
            "after:files-claim-move",
            "before:files-ingest-receive",
            "after:files-ingest-receive",
            "after:files-ingest-put-away",
            "before:files-receipts-write",
            "after:files-receipts-write",
            "before:publish-outcome-topic",
            "after:publish-outcome-topic");

    private static final List<String> FAULTS = List.of(
            "\"kind\":\"reset-before\"",
            "\"kind\":\"apply-then-reset\"",
            "\"kind\":\"apply-then-status\",\"status\":500",
            "\"kind\":\"apply-then-status\",\"status\":503",
            "\"kind\":\"status\",\"status\":503",
            "\"kind\":\"status\",\"status\":429",
            "\"kind\":\"apply-then-hang\",\"delayMs\":2500",
            "\"kind\":\"hang-then-apply\",\"delayMs\":2500",
            "\"kind\":\"truncated-json\"",
            "\"kind\":\"cut-body\"");

    private final long seed = Long.getLong("proof.seed", System.currentTimeMillis());
    private final int kills = Integer.getInteger("proof.kills", 8);
    private final int ordersPerKill = Integer.getInteger("proof.orders", 40);
    private final Random random = new Random(seed);
    private final Map<String, Integer> crashes = new TreeMap<>();
    private final List<Story> stories = new ArrayList<>();

    @Test
    void nothing_is_lost_doubled_or_stuck() throws Exception {
        Path home = Files.createTempDirectory("kvitt-proof");
        Path log = home.resolve("kvitt.log");
        System.out.println("crash campaign: seed " + seed + ", " + kills + " kills, log " + log);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                SandboxServer sandbox = SandboxServer.start(0)) {
            int brokerPort = freePort();
            List<String> settings = settings(postgres, sandbox, brokerPort);
            Messenger messenger = new Messenger(home.resolve("erp/in"), brokerPort);
            List<Story> untold = new ArrayList<>();
            for (int kill = 0; kill < kills; kill++) {
                untold.addAll(newStories(sandbox));
                arm(sandbox);
                String crash = crash(kill);
                KvittProcess kvitt = KvittProcess.start(home, log, settings, crash);
                if (kvitt.awaitReady()) {
                    Thread teller = new Thread(() -> messenger.tell(kvitt, untold));
                    teller.start();
                    boolean there = kvitt.killWithin(Duration.ofMillis(500 + random.nextInt(3_000)));
                    crashes.merge(there ? crash.replaceAll(":\\d+$", "") : "random SIGKILL", 1, Integer::sum);
                    teller.join();
                } else {
                    crashes.merge("while starting", 1, Integer::sum);
                }
                untold.removeIf(Story::told);
            }
            long restart = System.nanoTime();
            KvittProcess last = KvittProcess.start(home, log, settings, null);
            assertThat(last.awaitReady()).isTrue();
            long open = count(postgres, "select count(*) from command where ended_at is null");
            long recovered = recover(postgres, restart);
            while (!untold.isEmpty()) {
                messenger.tell(last, untold);
                untold.removeIf(Story::told);
            }
            messenger.finishFiles(last);
            recover(postgres, System.nanoTime());
            verdict(postgres, sandbox, open, recovered);
            last.killWithin(Duration.ZERO);
        }
    }

    private List<String> settings(EmbeddedPostgres postgres, SandboxServer sandbox, int brokerPort) {
        return List.of(
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--kvitt.broker.port=" + brokerPort,
                "--kvitt.execution.lease=3s",
                "--kvitt.execution.workers=16",
                "--kvitt.retry.schedule=" + "300ms,".repeat(40) + "1s",
                "--kvitt.http.response-timeout=1s",
                "--kvitt.klarna.settling-time=6s",
                "--kvitt.svea.settling-time=6s",
                "--kvitt.files.poll=100ms",
                "--kvitt.files.settle=100ms",
                "--kvitt.files.receipts-period=200ms",
                "--kvitt.accounts.klarna.provider=klarna",
                "--kvitt.accounts.klarna.base-url=" + sandbox.address() + "/klarna",
                "--kvitt.accounts.klarna.username=sandbox-klarna",
                "--kvitt.accounts.klarna.password=sandbox-secret",
                "--kvitt.accounts.svea.provider=svea",
                "--kvitt.accounts.svea.base-url=" + sandbox.address() + "/svea",
                "--kvitt.accounts.svea.merchant-id=100001",
                "--kvitt.accounts.svea.secret=sandbox-secret");
    }

    /** Every labelled step in turn, at its first to twelfth run, and a kill at a random moment every fourth time. */
    private String crash(int kill) {
        return kill % 4 == 3 ? null : STEPS.get((kill - kill / 4) % STEPS.size()) + ":" + (1 + random.nextInt(12));
    }

    private List<Story> newStories(SandboxServer sandbox) {
        List<Story> fresh = new ArrayList<>();
        for (int i = 0; i < ordersPerKill; i++) {
            String provider = random.nextBoolean() ? "klarna" : "svea";
            String number = Integer.toString(1_000_000 + stories.size());
            String id = sandbox.create(NewOrder.authorized(provider, number, 10_000 + random.nextInt(90_000))
                            .paidBy(provider.equals("svea") ? "Invoice" : null))
                    .id();
            Story story = Story.of(random, provider, id, number);
            stories.add(story);
            fresh.add(story);
        }
        return fresh;
    }

    private void arm(SandboxServer sandbox) {
        for (int i = 0; i < 4; i++) {
            sandbox.arm("{" + FAULTS.get(random.nextInt(FAULTS.size())) + ",\"provider\":\""
                    + (random.nextBoolean() ? "klarna" : "svea") + "\",\"operation\":\""
                    + (random.nextInt(3) == 0 ? "read" : "write") + "\",\"nth\":" + (1 + random.nextInt(8)) + "}");
        }
    }

    /** How long until nothing is open, in milliseconds since {@code since}. */
    private static long recover(EmbeddedPostgres postgres, long since) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (count(postgres, "select count(*) from command where ended_at is null") > 0
                && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private void verdict(EmbeddedPostgres postgres, SandboxServer sandbox, long open, long recovered) throws Exception {
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        List<String> disordered = new ArrayList<>();
        for (Story story : stories) {
            List<String> happened = sandbox.ledger().of(story.provider(), story.orderId()).stream()
                    .map(LedgerEntry::effect)
                    .map(Enum::name)
                    .toList();
            if (happened.size() > story.expected().size()) {
                doubled.add(story + " " + happened);
            } else if (happened.size() < story.expected().size()) {
                lost.add(story + " " + happened);
            } else if (!happened.equals(story.expected())) {
                disordered.add(story + " " + happened);
            }
        }
        int commands =
                stories.stream().mapToInt(story -> story.commands().size()).sum();
        long known = count(postgres, "select count(*) from command");
        long stuck =
                count(postgres, "select count(*) from command where ended_at is null or state = 'NEEDS_ATTENTION'");
        System.out.printf(
                "crash campaign: seed %d, %d kills, %d orders, %d commands (%d in the ledger)%n"
                        + "  lost %d, double %d, stuck %d, out of order %d%n"
                        + "  after the last kill %d were open, all ended %d ms after the restart began%n"
                        + "  crashes: %s%n",
                seed,
                kills,
                stories.size(),
                commands,
                known,
                lost.size(),
                doubled.size(),
                stuck,
                disordered.size(),
                open,
                recovered,
                crashes);
        assertThat(doubled).as("doubled").isEmpty();
        assertThat(lost).as("lost").isEmpty();
        assertThat(disordered).as("out of order").isEmpty();
        assertThat(stuck).as("stuck").isZero();
        assertThat(known).as("commands in the ledger").isEqualTo(commands);
        assertThat(count(postgres, "select count(*) from command where published_at is null"))
                .isZero();
    }

    private static long untold(EmbeddedPostgres postgres) throws Exception {
        String untold = "select count(*) from command where published_at is null";
        for (int i = 0; i < 100 && count(postgres, untold) > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return count(postgres, untold);
    }

    private static long count(EmbeddedPostgres postgres, String sql) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int freePort() throws Exception {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
