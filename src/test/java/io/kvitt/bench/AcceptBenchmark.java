package io.kvitt.bench;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a sender waits until its command is safe, while the commands before it are carried out. */
@Tag("bench")
class AcceptBenchmark {

    private static final Duration TIME = Duration.ofSeconds(Options.number("seconds", 20));

    @Test
    void accepting_at_a_steady_pace() throws Exception {
        Results results = new Results(
                "accept", "intake", "commands/s", "what", "p50 / p99 / p999 ms", "to the end, p50 / p99 / p999 ms");
        try (Lab lab = new Lab();
                KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings());
                RestIntake rest = new RestIntake(kvitt.commands());
                JmsIntake jms = new JmsIntake(lab.brokerUrl(), kvitt.queue())) {
            Runs runs = new Runs(lab);
            runs.burst(kvitt, jms, Options.number("warm-up", 20_000), 5);
            runs.burst(kvitt, rest, Options.number("warm-up", 20_000), 5);
            rest.acceptNanos();
            for (String pace : Options.list("paces", "100,300,500")) {
                int perSecond = Integer.parseInt(pace);
                runs.paced(kvitt, rest, perSecond, Duration.ofSeconds(5), 20);
                rest.acceptNanos();
                Percentiles restEnd = runs.paced(kvitt, rest, perSecond, TIME, 20);
                List<Long> micros =
                        rest.acceptNanos().stream().map(nanos -> nanos / 1_000).toList();
                results.add("REST", pace, "POST to 202", Percentiles.ofMicros(micros), restEnd);
                Percentiles jmsEnd = runs.paced(kvitt, jms, perSecond, TIME, 20);
                results.add(
                        "JMS", pace, "send to commit in the inbox", Percentiles.ofMicros(runs.accepts(kvitt)), jmsEnd);
            }
        }
    }
}
