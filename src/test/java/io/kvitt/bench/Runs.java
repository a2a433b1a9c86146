package io.kvitt.bench;

import io.kvitt.bench.Intake.Activation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Puts a subject under load, in one of two ways: all at once, or at a steady pace. */
final class Runs {

    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final Lab lab;
    private final Map<String, Long> sent = new HashMap<>();

    Runs(Lab lab) {
        this.lab = lab;
    }

    List<Activation> activations(int count, String provider) {
        long first = lab.providers().orders(provider, count);
        List<Activation> activations = new ArrayList<>(count);
        for (long number = first; number < first + count; number++) {
            activations.add(new Activation("c-" + number, provider, Providers.orderId(number)));
        }
        return activations;
    }

    /** As many as it can: from the first command that is sent to the last that has ended. */
    Measurement burst(Subject subject, Intake intake, int count, int millisLatency) {
        List<Activation> activations = activations(count, "klarna");
        lab.providers().latency("klarna", millisLatency);
        subject.begin();
        long calls = lab.providers().requests();
        Map<String, Duration> before = cpu(subject);
        long start = System.nanoTime();
        intake.send(activations);
        awaitEnd(subject, count);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> cpu = new LinkedHashMap<>();
        cpu(subject)
                .forEach((name, time) ->
                        cpu.put(name, time.minus(before.get(name)).toNanos() / 1e6 / count));
        return new Measurement(
                subject.name(),
                intake.name(),
                millisLatency,
                count,
                count / seconds,
                cpu,
                (lab.providers().requests() - calls) / (double) count);
    }

    /** So many a second: how long each takes from the moment it is sent to its end. */
    Percentiles paced(Subject subject, Intake intake, int perSecond, Duration time, int millisLatency) {
        int count = (int) (perSecond * time.toSeconds());
        List<Activation> activations = activations(count, "klarna");
        lab.providers().latency("klarna", millisLatency);
        subject.begin();
        sent.clear();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(start + i * 1_000_000_000L / perSecond - System.nanoTime());
            sent.put(activations.get(i).commandId(), micros());
            intake.send(activations.get(i));
        }
        awaitEnd(subject, count);
        List<Long> taken = new ArrayList<>();
        subject.ends().forEach((id, end) -> taken.add(end - sent.get(id)));
        return Percentiles.ofMicros(taken);
    }

    /** How long after its sending each command of the last paced run was committed to the inbox; microseconds. */
    List<Long> accepts(KvittSubject subject) {
        List<Long> taken = new ArrayList<>();
        subject.accepts().forEach((id, accept) -> taken.add(accept - sent.get(id)));
        return taken;
    }

    private Map<String, Duration> cpu(Subject subject) {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        cpu.put(subject.name(), subject.cpu());
        cpu.putAll(lab.cpu());
        return cpu;
    }

    static void awaitEnd(Subject subject, long count) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (subject.ended() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(subject.name() + " ended only " + subject.ended() + " of " + count);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
