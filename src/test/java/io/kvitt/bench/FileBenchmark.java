package io.kvitt.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How fast a large file becomes commands: from the drop to the receipt that says it is accepted. Its provider is out, so
 * that nothing but a try now and then is carried out beside it.
 */
@Tag("bench")
class FileBenchmark {

    @Test
    void a_large_file_is_accepted() throws Exception {
        Results results = new Results(
                "files", "records", "seconds", "records/s", "CPU µs/record", "of which", "Kvitt resident MB");
        try (Lab lab = new Lab();
                KvittSubject kvitt = new KvittSubject(lab, Options.jvm(), Options.settings())) {
            Runs runs = new Runs(lab);
            FileIntake files = new FileIntake(kvitt.dropDirectory());
            lab.providers().outage("kustom", 503);
            for (String size : Options.list("sizes", "100000,1000000")) {
                int count = Integer.parseInt(size);
                List<Intake.Activation> activations = runs.activations(count, "kustom");
                Path receipts = kvitt.dropDirectory().resolveSibling("receipts");
                long before = acknowledged(receipts);
                var cpu = lab.cpu();
                Duration own = kvitt.cpu();
                long start = System.nanoTime();
                files.send(activations);
                while (acknowledged(receipts) == before) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                double postgres =
                        lab.cpu().get("PostgreSQL").minus(cpu.get("PostgreSQL")).toNanos() / 1e3 / count;
                double kvittCpu = kvitt.cpu().minus(own).toNanos() / 1e3 / count;
                results.add(
                        size,
                        String.format(Locale.ROOT, "%.1f", seconds),
                        String.format(Locale.ROOT, "%.0f", count / seconds),
                        String.format(Locale.ROOT, "%.0f", postgres + kvittCpu),
                        String.format(Locale.ROOT, "Kvitt %.0f, PostgreSQL %.0f", kvittCpu, postgres),
                        Footprint.residentMegabytes(kvitt.process()));
            }
        }
    }

    private static long acknowledged(Path receipts) throws Exception {
        try (Stream<Path> files = Files.list(receipts)) {
            return files.filter(file -> file.getFileName().toString().contains(".ack."))
                    .count();
        }
    }
}
