package io.kvitt.erp.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledFilesTest {

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-11-23T17:00:00Z");
    private SettledFiles settled;

    @BeforeEach
    void open() {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        settled = new SettledFiles(FileBench.settings(directory), clock);
    }

    private boolean after(Duration wait, File file) {
        now = now.plus(wait);
        return settled.isSettled(file);
    }

    @Test
    void a_file_that_stays_the_same_from_poll_to_poll_is_taken() throws IOException {
        File file = Files.writeString(directory.resolve("a.csv"), "x").toFile();
        assertThat(after(Duration.ZERO, file)).isFalse();
        assertThat(after(Duration.ofMillis(199), file)).isFalse();
        assertThat(after(Duration.ofMillis(1), file)).isTrue();
    }

    @Test
    void an_old_time_proves_nothing() throws IOException {
        Path path = Files.writeString(directory.resolve("a.csv"), "x");
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        assertThat(after(Duration.ZERO, path.toFile())).isFalse();
        Files.writeString(path, "y", StandardOpenOption.APPEND);
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        assertThat(after(Duration.ofSeconds(1), path.toFile())).isFalse();
        assertThat(after(Duration.ofSeconds(1), path.toFile())).isTrue();
    }

    @Test
    void the_same_size_at_another_time_is_another_file() throws IOException {
        Path path = Files.writeString(directory.resolve("a.csv"), "x");
        assertThat(after(Duration.ZERO, path.toFile())).isFalse();
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
        assertThat(after(Duration.ofSeconds(1), path.toFile())).isFalse();
    }

    @Test
    void an_empty_file_is_given_time_to_be_written() throws IOException {
        File file = Files.createFile(directory.resolve("a.csv")).toFile();
        assertThat(after(Duration.ZERO, file)).isFalse();
        assertThat(after(Duration.ofSeconds(59), file)).isFalse();
        assertThat(after(Duration.ofSeconds(1), file)).isTrue();
    }
}
