package io.kvitt.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One provider is out and thousands of its payments wait: how fast do the others flow? */
@Tag("bench")
class OutageBenchmark {

    private static final int WAITING = Options.number("waiting", 10_000);
    private static final int COMMANDS = Options.number("commands", 10_000);

    private final Results results =
            new Results("outage", "kustom", "klarna commands/s", "CPU ms/command", "of which", "kustom open");

    @Test
    void one_provider_is_down_and_the_other_at_full_speed() throws Exception {
        try (Lab lab = new Lab();
                KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                JmsIntake jms = new JmsIntake(lab.brokerUrl(), kvitt.queue())) {
            Runs runs = new Runs(lab);
            runs.burst(kvitt, jms, Options.number("warm-up", 20_000), 5);
            measure(lab, runs, kvitt, jms, "well, nothing waits");
            lab.providers().outage("kustom", 503);
            jms.send(runs.activations(WAITING, "kustom"));
            awaitOpen(lab, WAITING);
            measure(lab, runs, kvitt, jms, "answers 503, " + WAITING + " wait");
            lab.providers().heal();
            lab.providers().outage("kustom", "apply-then-hang");
            measure(lab, runs, kvitt, jms, "does not answer, " + WAITING + " wait");
            lab.providers().heal();
            long start = System.nanoTime();
            awaitOpen(lab, 0);
            System.out.printf(
                    Locale.ROOT,
                    "kustom answers again: all %d done %.1f s later%n",
                    WAITING,
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private void measure(Lab lab, Runs runs, KvittSubject kvitt, JmsIntake jms, String kustom) {
        Measurement measured = runs.burst(kvitt.onlyOf("klarna"), jms, COMMANDS, 20);
        results.add(
                kustom,
                String.format(Locale.ROOT, "%.0f", measured.perSecond()),
                String.format(Locale.ROOT, "%.2f", measured.cpuMillisOfAll()),
                measured.parts(),
                open(lab));
    }

    private static long open(Lab lab) {
        return lab.count("select count(*) from command where account = 'kustom' and ended_at is null");
    }

    private static void awaitOpen(Lab lab, long count) {
        while (open(lab) != count) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
