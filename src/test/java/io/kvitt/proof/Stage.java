package io.kvitt.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.sandbox.SandboxServer;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.NewOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.springframework.util.FileSystemUtils;

/** What a campaign plays on: a database, the providers behind their gate, an ERP folder, and the stories told so far. */
final class Stage implements AutoCloseable {

    private final Random random;
    private final Path home;
    private final PostgresProcess postgres;
    private final SandboxServer sandbox = SandboxServer.start(0);
    private final Gate gate = new Gate(sandbox.port());
    /** Told by one thread and counted by another. */
    private final List<Story> stories = new CopyOnWriteArrayList<>();

    private final List<Fault> armed = new ArrayList<>();
    private boolean wellDone;

    Stage(Random random, boolean fsync) throws IOException {
        this.random = random;
        this.home = Files.createTempDirectory("kvitt-proof");
        this.postgres = PostgresProcess.start(home.resolve("postgres"), fsync);
    }

    Path home() {
        return home;
    }

    Path erp() {
        return home.resolve("erp");
    }

    PostgresProcess postgres() {
        return postgres;
    }

    SandboxServer sandbox() {
        return sandbox;
    }

    Gate gate() {
        return gate;
    }

    List<Story> stories() {
        return stories;
    }

    List<String> commandIds(Predicate<Story.Command> which) {
        return stories.stream()
                .flatMap(story -> story.commands().stream())
                .filter(which)
                .map(Story.Command::id)
                .toList();
    }

    /** In a third of the rounds a refund's reference cannot be read back, and a second cancellation is not refused. */
    private void showLessAtTimes() {
        boolean less = random.nextInt(3) == 0;
        sandbox.switches().set(KlarnaSwitch.REFUND_REFERENCE_SHOWN, !less);
        sandbox.switches().set(KlarnaSwitch.CANCEL_OF_ENDED_REFUSED, !less);
    }

    /** Orders at the providers, some with a fault that waits for them, and what will be asked for each. */
    List<Story> newStories(int count) {
        showLessAtTimes();
        List<Story> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String provider = random.nextBoolean() ? "klarna" : "svea";
            String number = Integer.toString(1_000_000 + stories.size());
            String id = sandbox.create(NewOrder.authorized(provider, number, 10_000 + random.nextInt(90_000))
                            .paidBy(provider.equals("svea") ? "Invoice" : null))
                    .id();
            Story story = Story.of(random, provider, id, number);
            if (story.fault() != null) {
                sandbox.arm(story.fault().rule(provider, id));
                armed.add(story.fault());
            }
            stories.add(story);
            fresh.add(story);
        }
        return fresh;
    }

    /** How often each fault has struck; the sandbox numbers its rules from 1. */
    Map<Fault, Integer> struck() throws IOException {
        Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            struck.put(fault, 0);
        }
        JsonNode reports = new ObjectMapper()
                .readTree(URI.create(sandbox.address() + "/control/faults").toURL());
        for (JsonNode report : reports) {
            struck.merge(
                    armed.get(report.get("id").asInt() - 1),
                    report.get("triggered").asInt(),
                    Integer::sum);
        }
        return struck;
    }

    /** There is nothing to look for in the logs and the data. */
    void allIsWell() {
        wellDone = true;
    }

    /** Everything that takes minutes or hours in earnest takes seconds here. */
    List<String> settings() {
        String providers = "http://127.0.0.1:" + gate.port() + "/sandbox";
        return List.of(
                "--spring.datasource.url=" + postgres.url(),
                "--kvitt.execution.lease=3s",
                "--kvitt.execution.workers=16",
                "--kvitt.retry.schedule=" + "300ms,".repeat(40) + "1s",
                "--kvitt.retry.schedules.payment-pending=" + "300ms,".repeat(40) + "1s",
                "--kvitt.retry.schedules.not-shown=300ms,300ms,1s",
                "--kvitt.breaker.pause=300ms",
                "--kvitt.breaker.longest-pause=1s",
                "--kvitt.http.response-timeout=1s",
                "--kvitt.klarna.settling-time=6s",
                "--kvitt.svea.settling-time=6s",
                "--kvitt.files.directory=" + erp(),
                "--kvitt.files.batch=" + CrashingKvitt.FILE_BATCH,
                "--kvitt.files.poll=100ms",
                "--kvitt.files.settle=100ms",
                "--kvitt.files.receipts-period=200ms",
                "--kvitt.accounts.klarna.provider=klarna",
                "--kvitt.accounts.klarna.base-url=" + providers + "/klarna",
                "--kvitt.accounts.klarna.username=sandbox-klarna",
                "--kvitt.accounts.klarna.password=sandbox-secret",
                "--kvitt.accounts.svea.provider=svea",
                "--kvitt.accounts.svea.base-url=" + providers + "/svea",
                "--kvitt.accounts.svea.merchant-id=100001",
                "--kvitt.accounts.svea.secret=sandbox-secret");
    }

    @Override
    public void close() throws IOException {
        gate.close();
        sandbox.close();
        postgres.close();
        if (wellDone) {
            FileSystemUtils.deleteRecursively(home);
        }
    }
}
