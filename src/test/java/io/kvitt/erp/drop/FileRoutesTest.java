package io.kvitt.erp.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kvitt.erp.format.Samples;
import io.kvitt.erp.store.FileMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real route file with the real beans, on real directories. */
class FileRoutesTest {

    @TempDir
    Path directory;

    FileBench bench;
    CamelContext camel;
    final AtomicInteger receipts = new AtomicInteger();

    /** Stands in for the receipts. */
    public final class Counter {
        public void writeDue() {
            receipts.incrementAndGet();
        }
    }

    @BeforeEach
    void open() throws Exception {
        bench = new FileBench(directory, Clock.systemUTC());
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("kvitt.files.directory", directory.toString());
        camel.getPropertiesComponent().addInitialProperty("kvitt.files.poll", "50ms");
        camel.getPropertiesComponent().addInitialProperty("kvitt.files.receipts-period", "50ms");
        camel.getRegistry().bind("settledFiles", new SettledFiles(bench.settings, Clock.systemUTC()));
        camel.getRegistry().bind("regularFiles", new RegularFiles());
        camel.getRegistry().bind("onePoller", new OnePoller(bench.drop));
        camel.getRegistry().bind("erpDirectory", bench.erp);
        camel.getRegistry().bind("fileIntake", bench.intake);
        camel.getRegistry().bind("fileMeters", new FileMeters(new SimpleMeterRegistry()));
        camel.getRegistry().bind("receipts", new Counter());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + Path.of("routes/intake-files.camel.yaml")));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void drop(String name, String content) throws IOException {
        Files.writeString(directory.resolve("in").resolve(name), content);
    }

    private String done(String name) {
        return "done/"
                + java.time.format.DateTimeFormatter.ofPattern("yyyy/MM")
                        .withZone(java.time.ZoneId.of("Europe/Stockholm"))
                        .format(java.time.Instant.now())
                + "/" + name;
    }

    @Test
    void a_dropped_file_is_stored_and_put_away() throws Exception {
        camel.start();
        drop("orders 1.csv", Samples.CSV);
        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("orders_1.csv")));
        assertThat(bench.files("in")).isEmpty();
        assertThat(bench.files("work")).isEmpty();
        assertThat(bench.commands()).hasSize(3);
    }

    @Test
    void a_file_is_taken_under_the_name_that_it_has() throws Exception {
        camel.start();
        drop("'orders'.csv", Samples.CSV);
        drop("null.xml", "<orders/>");
        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("_orders_.csv")));
        await().untilAsserted(() -> assertThat(bench.files("error")).containsExactly("error/null.xml"));
        assertThat(bench.files("work")).isEmpty();
    }

    @Test
    void a_broken_file_goes_to_error() throws Exception {
        camel.start();
        drop("orders.xml", "<orders/>");
        await().untilAsserted(() -> assertThat(bench.files("error")).containsExactly("error/orders.xml"));
        assertThat(bench.commands()).isEmpty();
    }

    @Test
    void what_is_no_regular_file_is_left_where_it_is_and_holds_up_no_other() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside.csv"), Samples.CSV);
        for (String folder : List.of("in", "work")) {
            Path here = directory.resolve(folder);
            new ProcessBuilder("mkfifo", here.resolve("1-pipe.csv").toString())
                    .start()
                    .waitFor();
            Files.createSymbolicLink(here.resolve("2-link.csv"), outside);
            Files.createSymbolicLink(here.resolve("3-dangling.csv"), directory.resolve("nowhere"));
            Files.createDirectory(here.resolve("4-folder.csv"));
        }
        camel.start();
        drop("orders.csv", Samples.CSV);

        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("orders.csv")));
        for (String folder : List.of("in", "work")) {
            assertThat(directory.resolve(folder).toFile().list())
                    .containsExactlyInAnyOrder("1-pipe.csv", "2-link.csv", "3-dangling.csv", "4-folder.csv");
        }
        assertThat(bench.commands()).hasSize(3);
    }

    @Test
    void what_a_crash_left_in_work_is_taken_at_start() throws Exception {
        bench.work("left.csv", Samples.CSV);
        camel.start();
        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("left.csv")));
    }

    @Test
    void a_file_stays_in_work_until_its_commands_are_stored() throws Exception {
        bench.inbox.failAfter(0, false);
        camel.start();
        drop("orders.csv", Samples.CSV);
        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("orders.csv")));
        assertThat(bench.commands()).hasSize(3);
    }

    @Test
    void files_that_are_not_ready_by_their_name_are_left_alone() throws Exception {
        List<String> names = List.of(
                ".hidden.csv",
                "~$orders.csv",
                "a.csv.tmp",
                "a.part",
                "a.partial",
                "a.csv.filepart",
                "a.crdownload",
                "a.LOCK",
                "Thumbs.db");
        for (String name : names) {
            drop(name, Samples.CSV);
        }
        camel.start();
        drop("orders.csv", Samples.CSV);
        await().untilAsserted(() -> assertThat(bench.files("done")).hasSize(1));
        assertThat(bench.files("in")).hasSize(names.size());
        Files.move(
                directory.resolve("in/a.csv.tmp"), directory.resolve("in/renamed.csv"), StandardCopyOption.ATOMIC_MOVE);
        await().untilAsserted(() -> assertThat(bench.files("done")).hasSize(2));
    }

    @Test
    void a_file_that_grows_is_taken_only_when_it_has_stopped() throws Exception {
        camel.start();
        Path file = directory.resolve("in/orders.csv");
        String[] lines = Samples.CSV.split("(?<=\n)");
        for (String line : lines) {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            await().pollDelay(Duration.ofMillis(80)).until(() -> true);
        }
        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("orders.csv")));
        assertThat(bench.files("error")).isEmpty();
    }

    @Test
    void a_name_that_is_taken_in_work_does_not_overwrite_it() throws Exception {
        Files.writeString(directory.resolve("work/orders.csv"), Samples.CSV);
        bench.erp.claim(Files.writeString(directory.resolve("in/orders.csv"), Samples.CSV.replace("c-", "d-"))
                .toFile());
        assertThat(bench.files("work")).hasSize(2);
        camel.start();
        await().untilAsserted(() -> assertThat(bench.files("done")).hasSize(2));
        assertThat(bench.commands()).hasSize(6);
    }

    @Test
    void receipts_are_written_again_and_again() throws Exception {
        camel.start();
        await().untilAsserted(() -> assertThat(receipts).hasValueGreaterThan(2));
    }

    @Test
    void a_drop_is_served_by_one_instance_and_taken_over_from_a_dead_one() throws Exception {
        bench.drop.close();
        try (ErpDrop other = new ErpDrop(FileBench.settings(directory))) {
            assertThat(other.isOurs()).isTrue();
            camel.start();
            drop("orders.csv", Samples.CSV);
            await().during(Duration.ofMillis(600))
                    .untilAsserted(() -> assertThat(bench.files("in")).containsExactly("in/orders.csv"));
            assertThat(bench.drop.isOurs()).isFalse();
        }
        await().untilAsserted(() -> assertThat(bench.files("done")).containsExactly(done("orders.csv")));
        assertThat(bench.drop.isOurs()).isTrue();
    }
}
