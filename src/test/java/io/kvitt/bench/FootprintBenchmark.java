package io.kvitt.bench;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How soon a fresh process has carried out its first command, and what memory it holds idle and after many. On the JDK
 * that runs this benchmark, with the options of {@code bench.jvm}, such as a cache of classes.
 */
@Tag("bench")
class FootprintBenchmark {

    private static final int STARTS = Options.number("starts", 5);
    private static final int COMMANDS = Options.number("commands", 1_000_000);

    @Test
    void start_up_and_memory() throws Exception {
        String jdk = System.getProperty("java.version");
        Results results = new Results("footprint-" + jdk, "JDK", "what", "value");
        try (Lab lab = new Lab()) {
            Runs runs = new Runs(lab);
            for (int i = 0; i <= STARTS; i++) {
                long start = System.nanoTime();
                try (KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                        RestIntake rest = new RestIntake(kvitt.commands())) {
                    double ready = (System.nanoTime() - start) / 1e9;
                    runs.burst(kvitt, rest, 1, 0);
                    double first = (System.nanoTime() - start) / 1e9;
                    // The first start makes the tables.
                    results.add(
                            jdk,
                            i == 0 ? "start-up on an empty database" : "start-up",
                            String.format(
                                    Locale.ROOT,
                                    "first answer %.1f s, first command ended %.1f s, CPU %.1f s, resident %d MB",
                                    ready,
                                    first,
                                    kvitt.cpu().toMillis() / 1e3,
                                    Footprint.residentMegabytes(kvitt.process())));
                }
            }
            try (KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                    JmsIntake jms = new JmsIntake(lab.brokerUrl(), kvitt.queue())) {
                for (int done = 0; done < COMMANDS; ) {
                    int batch = Math.min(50_000, COMMANDS - done);
                    Measurement measured = runs.burst(kvitt, jms, batch, 0);
                    done += batch;
                    results.add(
                            jdk,
                            "after " + done + " commands",
                            String.format(
                                    Locale.ROOT,
                                    "resident %d MB; the last %d at %.0f/s, CPU %.2f ms (%s)",
                                    Footprint.residentMegabytes(kvitt.process()),
                                    batch,
                                    measured.perSecond(),
                                    measured.cpuMillisOfAll(),
                                    measured.parts()));
                }
            }
        }
    }
}
