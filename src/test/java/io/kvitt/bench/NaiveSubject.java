package io.kvitt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link NaiveRoutes} in a process of their own, as one of the two. */
final class NaiveSubject implements Subject {

    private final Lab lab;
    private final boolean durable;
    private final Path done;
    private final Process process;
    private long before;

    NaiveSubject(Lab lab, boolean durable) {
        this.lab = lab;
        this.durable = durable;
        this.done = lab.home().resolve("bare-" + System.nanoTime());
        this.process = lab.fork(
                NaiveRoutes.class,
                "naive",
                List.of("-Xmx256m"),
                List.of(lab.brokerUrl(), lab.providers().address(), done.toString(), lab.databaseUrl()));
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> Files.exists(done));
        begin();
    }

    @Override
    public String name() {
        return durable ? "naive durable" : "naive bare";
    }

    @Override
    public String queue() {
        return durable ? "naive.durable" : "naive.bare";
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void begin() {
        before = 0;
        before = ended();
    }

    @Override
    public long ended() {
        return (durable ? lab.count("select count(*) from naive.command where ended_at is not null") : lines().count())
                - before;
    }

    @Override
    public Map<String, Long> ends() {
        Map<String, Long> ends = new HashMap<>();
        Stream<String> lines = durable
                ? lab
                        .strings(
                                "select id || ';' || (extract(epoch from ended_at) * 1000000)::bigint from naive.command"
                                        + " where ended_at is not null order by ended_at offset " + before)
                        .stream()
                : lines().skip(before);
        lines.map(line -> line.split(";")).forEach(parts -> ends.put(parts[0], Long.parseLong(parts[1])));
        return ends;
    }

    private Stream<String> lines() {
        try {
            return Files.readAllLines(done).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
