package io.kvitt.erp.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.erp.store.Lying;
import io.kvitt.erp.store.LyingLedger;
import io.kvitt.erp.store.WhyLying;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What lies in the folders longer than its time is seen by people. */
class LyingFilesTest {

    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

    @TempDir
    Path directory;

    private FileBench bench;
    private LyingLedger ledger;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void open() throws IOException {
        bench = new FileBench(directory, Clock.systemUTC());
        ledger = new LyingLedger(new JdbcTemplate(bench.database), new JdbcTransactionManager(bench.database));
    }

    @Test
    void what_lies_longer_than_its_time_is_counted_and_said_why() throws IOException, InterruptedException {
        Path in = directory.resolve("in");
        new ProcessBuilder("mkfifo", in.resolve("pipe.csv").toString()).start().waitFor();
        Files.createSymbolicLink(directory.resolve("work").resolve("link.csv"), directory.resolve("nowhere"));
        Files.createDirectory(in.resolve("folder"));
        Files.writeString(in.resolve("half.csv.part"), "x");
        Files.writeString(in.resolve("orders.csv"), "x");
        Files.writeString(in.resolve("Thumbs.db"), "x");

        assertThat(lookAt(START)).isEmpty();
        assertThat(gauge()).isZero();
        assertThat(lookAt(START.plus(Duration.ofMinutes(15))))
                .extracting(lying -> lying.folder() + "/" + lying.name() + " " + lying.why())
                .containsExactly(
                        "in/folder NOT_A_FILE",
                        "in/half.csv.part NOT_COMPLETE",
                        "in/orders.csv NOT_TAKEN",
                        "in/pipe.csv NOT_A_FILE",
                        "work/link.csv NOT_A_FILE");
        assertThat(gauge()).isEqualTo(5);
    }

    @Test
    void a_name_that_is_not_utf_8_is_seen_too() throws IOException, InterruptedException {
        // The shell makes the byte, as Java cannot spell it.
        new ProcessBuilder("sh", "-c", "printf x > \"$0/$(printf 'order\\345.csv')\"", directory + "/in")
                .start()
                .waitFor();
        lookAt(START);

        assertThat(lookAt(START.plus(Duration.ofMinutes(15))))
                .extracting(Lying::why)
                .containsExactly(WhyLying.NAME_NOT_TEXT);
    }

    @Test
    void what_is_taken_lies_no_more_and_what_comes_again_begins_anew() throws IOException {
        Path file = Files.writeString(directory.resolve("in").resolve("orders.csv"), "x");
        lookAt(START);
        lookAt(START.plus(Duration.ofMinutes(16)));
        Files.delete(file);
        assertThat(lookAt(START.plus(Duration.ofMinutes(17)))).isEmpty();
        assertThat(gauge()).isZero();

        Files.writeString(file, "x");
        assertThat(lookAt(START.plus(Duration.ofMinutes(18)))).isEmpty();
        assertThat(lookAt(START.plus(Duration.ofMinutes(33)))).hasSize(1);
    }

    /** By an instance that has just started, so that nothing is remembered but by the database. */
    private List<Lying> lookAt(Instant now) {
        meters.clear();
        new LyingFiles(bench.settings, bench.drop, ledger, Clock.fixed(now, ZoneOffset.UTC), meters).look();
        return ledger.overdue(100);
    }

    private double gauge() {
        return meters.get("kvitt.files.lying").gauge().value();
    }
}
