package io.kvitt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Kvitt;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.payment.Action;
import io.kvitt.sandbox.SandboxServer;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.NewOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * What "never twice" costs: the same activations with and without the intents that are committed before each write, in
 * turns, so that both meet the same noise. Prints commands a second; asserts only that everything was done once.
 */
@Tag("bench")
class ProofCostBenchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int COMMANDS = Integer.getInteger("bench.commands", 3_000);
    private static final int LATENCY_MILLIS = Integer.getInteger("bench.latency", 20);

    @Test
    void intents_on_and_off() throws Exception {
        Path home = Files.createTempDirectory("kvitt-bench");
        WithoutIntents intents = new WithoutIntents();
        try (SandboxServer sandbox = SandboxServer.start(0);
                ConfigurableApplicationContext kvitt = start(home, sandbox, intents)) {
            Map<Boolean, List<Double>> rates = new TreeMap<>();
            for (int round = -1; round < ROUNDS; round++) {
                for (boolean on : new boolean[] {true, false}) {
                    intents.on = on;
                    double rate = round(kvitt, sandbox, round + (on ? "-on" : "-off"));
                    if (round >= 0) {
                        rates.computeIfAbsent(on, key -> new ArrayList<>()).add(rate);
                    }
                }
            }
            double on = median(rates.get(true));
            double off = median(rates.get(false));
            System.out.printf(
                    Locale.ROOT,
                    "proof cost: %d rounds of %d activations, provider latency %d ms%n"
                            + "  intents on %.0f/s %s%n  intents off %.0f/s %s%n  ratio on/off %.3f%n",
                    ROUNDS,
                    COMMANDS,
                    LATENCY_MILLIS,
                    on,
                    rates.get(true),
                    off,
                    rates.get(false),
                    on / off);
            assertThat(sandbox.ledger().size()).isEqualTo(2 * COMMANDS * (ROUNDS + 1));
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    private static ConfigurableApplicationContext start(Path home, SandboxServer sandbox, WithoutIntents intents) {
        SpringApplication application = new SpringApplication(Kvitt.class);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(intents));
        return application.run(
                "--kvitt.data=" + home,
                "--server.port=0",
                "--kvitt.broker.port=-1",
                "--kvitt.accounts.klarna.provider=klarna",
                "--kvitt.accounts.klarna.base-url=" + sandbox.address() + "/klarna",
                "--kvitt.accounts.klarna.username=sandbox-klarna",
                "--kvitt.accounts.klarna.password=sandbox-secret");
    }

    /** Commands a second, from the first acceptance to the last end. */
    private static double round(ConfigurableApplicationContext kvitt, SandboxServer sandbox, String name) {
        List<Submission> submissions = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            String id = sandbox.create(NewOrder.authorized("klarna", name + i, 10_000))
                    .id();
            submissions.add(new Submission(
                    new PaymentCommand(
                            name + "-" + i, Action.ACTIVATE, null, "klarna", id, null, null, List.of(), null, null),
                    Origin.rest()));
        }
        sandbox.switches().set(KlarnaSwitch.LATENCY_MS, LATENCY_MILLIS);
        JdbcTemplate jdbc = kvitt.getBean(JdbcTemplate.class);
        Inbox inbox = kvitt.getBean(Inbox.class);
        long start = System.nanoTime();
        for (int i = 0; i < COMMANDS; i += 100) {
            inbox.accept(submissions.subList(i, Math.min(COMMANDS, i + 100)));
        }
        while (open(jdbc) > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return COMMANDS / (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0);
    }

    private static long open(JdbcTemplate jdbc) {
        return jdbc.queryForObject("select count(*) from command where ended_at is null", Long.class);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
