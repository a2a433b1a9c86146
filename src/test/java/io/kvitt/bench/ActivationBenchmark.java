package io.kvitt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Activations from end to end through each intake, against two naive Camel routes in the same run. */
@Tag("bench")
class ActivationBenchmark {

    private static final List<String> OPTIONS =
            new ArrayList<>(List.of(System.getProperty("bench.jvm", "-Xmx256m").split(" ")));
    private static final List<String> SETTINGS = System.getProperty("bench.settings") == null
            ? List.of()
            : List.of(System.getProperty("bench.settings").split(" "));
    private static final List<String> INTAKES =
            List.of(System.getProperty("bench.intakes", "JMS,REST,file").split(","));
    private static final List<String> SUBJECTS =
            List.of(System.getProperty("bench.subjects", "kvitt,durable,bare").split(","));
    private static final List<String> LATENCIES =
            List.of(System.getProperty("bench.latencies", "0,20,200,1000").split(","));
    private static final int SECONDS = Integer.getInteger("bench.seconds", 12);

    @Test
    void each_intake_and_provider_latency() throws Exception {
        try (Lab lab = new Lab()) {
            Runs runs = new Runs(lab);
            for (String name : SUBJECTS) {
                try (Subject subject = switch (name) {
                    case "kvitt" -> new KvittSubject(lab, OPTIONS, SETTINGS);
                    case "durable" -> new NaiveSubject(lab, true);
                    default -> new NaiveSubject(lab, false);
                }) {
                    measure(lab, runs, subject);
                }
            }
            assertThat(lab.providers().summary().get("repeated")).isEmpty();
        }
    }

    private void measure(Lab lab, Runs runs, Subject subject) throws Exception {
        for (String intakeName : subject instanceof KvittSubject ? INTAKES : List.of("JMS")) {
            try (Intake intake = switch (intakeName) {
                case "JMS" -> new JmsIntake(lab.brokerUrl(), subject.queue());
                case "REST" -> new RestIntake(((KvittSubject) subject).commands());
                default -> new FileIntake(((KvittSubject) subject).dropDirectory());
            }) {
                runs.burst(subject, intake, Integer.getInteger("bench.warmup", 3_000), 20);
                for (String latency : LATENCIES) {
                    int millis = Integer.parseInt(latency);
                    Measurement probe = runs.burst(subject, intake, 1_000, millis);
                    int count = (int) Math.max(1_000, probe.perSecond() * SECONDS);
                    Measurement measured = runs.burst(subject, intake, count, millis);
                    Percentiles percentiles = intakeName.equals("file")
                            ? null
                            : runs.paced(
                                    subject,
                                    intake,
                                    (int) Math.min(300, measured.perSecond() / 2),
                                    Duration.ofSeconds(SECONDS),
                                    millis);
                    System.out.println(measured + ", paced " + percentiles);
                }
            }
        }
    }
}
