package io.kvitt.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast messages become commands in the ledger: none is carried out meanwhile. */
@Tag("bench")
class JmsIntakeBenchmark {

    private static final int MESSAGES = Options.number("messages", 20_000);
    private static final int RUNS = Options.number("runs", 3);

    @Test
    void taking_what_lies_in_the_queue() throws Exception {
        Results results = new Results("jms-intake", "run", "messages", "messages/s", "ms of Kvitt's processor each");
        try (Lab lab = new Lab();
                KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                JmsIntake jms = new JmsIntake(lab.brokerUrl(), kvitt.queue())) {
            for (int run = 0; run <= RUNS; run++) {
                long before = taken(lab);
                Duration cpu = Lab.cpu(kvitt.process());
                long began = System.nanoTime();
                jms.sendTexts(commands(run));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> taken(lab) == before + MESSAGES);
                double seconds = (System.nanoTime() - began) / 1e9;
                if (run > 0) {
                    results.add(
                            run,
                            MESSAGES,
                            Math.round(MESSAGES / seconds),
                            "%.3f".formatted(Lab.cpu(kvitt.process()).minus(cpu).toNanos() / 1e6 / MESSAGES));
                }
            }
        }
    }

    private static long taken(Lab lab) {
        return lab.count("select count(*) from command");
    }

    /** Of orders whose references are not known, so that all they do is to wait for these. */
    private static List<String> commands(int run) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            commands.add("{\"commandId\":\"jms-%1$d-%2$d\",\"action\":\"annul\",\"orderNumber\":\"%1$d%2$06d\"}"
                    .formatted(run, i));
        }
        return commands;
    }
}
