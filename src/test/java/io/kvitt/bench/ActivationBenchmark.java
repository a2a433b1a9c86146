package io.kvitt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Activations from end to end through each intake, against two naive Camel routes in the same run. */
@Tag("bench")
class ActivationBenchmark {

    private static final int SECONDS = Options.number("seconds", 12);
    private static final int WARM_UP = Options.number("warm-up", 20_000);

    private final Results results = new Results(
            "activations",
            "subject",
            "intake",
            "provider ms",
            "commands",
            "commands/s",
            "CPU ms/command",
            "of which",
            "provider calls",
            "paced at /s",
            "p50 / p99 / p999 ms");
    private final BarChart rates = new BarChart("Activations per second, by provider latency");
    private final BarChart costs = new BarChart("CPU ms per activation, all processes");

    @Test
    void each_intake_and_provider_latency() throws Exception {
        try (Lab lab = new Lab()) {
            for (String name : Options.list("subjects", "kvitt,durable,bare")) {
                try (Subject subject = subject(lab, name)) {
                    measure(lab, subject);
                }
            }
            rates.write("activations-per-second.svg");
            costs.write("activations-cpu.svg");
            assertThat(lab.providers().summary().get("repeated")).isEmpty();
        }
    }

    private static Subject subject(Lab lab, String name) {
        return switch (name) {
            case "kvitt" -> new KvittSubject(lab, Options.jvm(), Options.settings());
            case "durable" -> new NaiveSubject(lab, true);
            case "bare" -> new NaiveSubject(lab, false);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void measure(Lab lab, Subject subject) throws Exception {
        Runs runs = new Runs(lab);
        try (Intake intake = new JmsIntake(lab.brokerUrl(), subject.queue())) {
            runs.burst(subject, intake, WARM_UP, 5);
        }
        for (String intakeName :
                subject instanceof KvittSubject ? Options.list("intakes", "JMS,REST,file") : List.of("JMS")) {
            try (Intake intake = intake(lab, subject, intakeName)) {
                if (!intakeName.equals("JMS")) {
                    runs.burst(subject, intake, WARM_UP / 4, 5);
                }
                for (String latency : Options.list("latencies", "0,20,200,1000")) {
                    measure(runs, subject, intake, Integer.parseInt(latency));
                }
            }
        }
    }

    private static Intake intake(Lab lab, Subject subject, String name) throws Exception {
        return switch (name) {
            case "JMS" -> new JmsIntake(lab.brokerUrl(), subject.queue());
            case "REST" -> new RestIntake(((KvittSubject) subject).commands());
            case "file" -> new FileIntake(((KvittSubject) subject).dropDirectory());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void measure(Runs runs, Subject subject, Intake intake, int latency) {
        Measurement probe = runs.burst(subject, intake, 1_000, latency);
        int count = (int) Math.max(1_000, probe.perSecond() * SECONDS);
        Measurement measured = runs.burst(subject, intake, count, latency);
        int pace = (int) Math.min(300, measured.perSecond() / 2);
        // A file is one message of many commands: there is no pace to it.
        Percentiles percentiles = intake instanceof FileIntake || SECONDS < 5
                ? null
                : runs.paced(subject, intake, pace, Duration.ofSeconds(SECONDS), latency);
        results.add(
                measured.subject(),
                measured.intake(),
                latency,
                count,
                format("%.0f", measured.perSecond()),
                format("%.2f", measured.cpuMillisOfAll()),
                measured.parts(),
                format("%.2f", measured.calls()),
                percentiles == null ? "" : pace,
                percentiles == null ? "" : percentiles);
        String bar = measured.subject() + (subject instanceof KvittSubject ? ", " + measured.intake() : "");
        rates.add(latency + " ms", bar, measured.perSecond());
        costs.add(latency + " ms", bar, measured.cpuMillisOfAll());
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
