package io.kvitt.bench;

import io.kvitt.bench.Intake.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How soon a fresh process has taken its first command, and what memory it holds idle and after many. On the JDK that
 * runs this benchmark; with {@code bench.image}, what the image runs, and as it runs it.
 */
@Tag("bench")
class FootprintBenchmark {

    private static final int STARTS = Options.number("starts", 7);
    private static final int COMMANDS = Options.number("commands", 1_000_000);
    private static final int BATCH = Options.number("batch", 50_000);
    private static final int LATENCY = Options.number("latency", 20);

    private final String jdk = System.getProperty("java.version");
    private final Results results = new Results("footprint-" + jdk, "JDK", "what", "value");

    @Test
    void start_up_and_memory() throws Exception {
        try (Lab lab = new Lab()) {
            Runs runs = new Runs(lab);
            if (STARTS > 0) {
                starts(lab, runs);
            }
            if (COMMANDS > 0) {
                many(lab, runs);
            }
        }
    }

    private void starts(Lab lab, Runs runs) throws Exception {
        // The tables are there before, as at every start but the first.
        new KvittSubject(lab, Options.jvm(), Options.settings()).close();
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            List<Activation> first = runs.activations(1, "klarna");
            long start = System.nanoTime();
            try (KvittSubject kvitt = KvittSubject.starting(lab, Options.jvm(), Options.settings());
                    RestIntake rest = new RestIntake(kvitt.commands())) {
                long open = System.nanoTime() - start;
                kvitt.begin();
                rest.send(first);
                long accepted = System.nanoTime() - start;
                taken.add(accepted / 1_000);
                double cpu = kvitt.cpu().toMillis() / 1e3;
                Runs.awaitEnd(kvitt, 1);
                add(
                        "start-up",
                        "port open %.2f s, first 202 %.2f s, CPU %.1f s, first command ended %.2f s",
                        open / 1e9,
                        accepted / 1e9,
                        cpu,
                        (System.nanoTime() - start) / 1e9);
                if (i == STARTS - 1) {
                    LockSupport.parkNanos(10_000_000_000L);
                    add("idle, 10 s after the start", "%s", Footprint.of(kvitt.process()));
                }
            }
        }
        taken.sort(null);
        add("start to first 202", "min %.2f s, median %.2f s", taken.get(0) / 1e6, taken.get(STARTS / 2) / 1e6);
    }

    private void many(Lab lab, Runs runs) throws Exception {
        try (KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                JmsIntake jms = new JmsIntake(lab.brokerUrl(), kvitt.queue())) {
            for (int done = 0; done < COMMANDS; ) {
                int batch = Math.min(BATCH, COMMANDS - done);
                lab.providers().forget();
                Measurement measured = runs.burst(kvitt, jms, batch, LATENCY);
                done += batch;
                add(
                        "after " + done + " commands",
                        "%s; the last %d at %.0f/s, CPU %.2f ms (%s)",
                        Footprint.of(kvitt.process()),
                        batch,
                        measured.perSecond(),
                        measured.cpuMillisOfAll(),
                        measured.parts());
            }
        }
    }

    private void add(String what, String value, Object... numbers) {
        results.add(jdk, what, String.format(Locale.ROOT, value, numbers));
    }
}
