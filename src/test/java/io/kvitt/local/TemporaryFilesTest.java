package io.kvitt.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {

    @TempDir
    Path temporary;

    @Test
    void what_killed_starts_have_left_is_deleted_and_nothing_else() throws IOException {
        Path left = Files.createFile(temporary.resolve("detect_linux_distribution_1.sh"));
        Path other = Files.createFile(temporary.resolve("other.sh"));

        TemporaryFiles.deleteScripts(temporary, Instant.now());
        assertThat(left).exists();

        TemporaryFiles.deleteScripts(temporary, Instant.now().plus(Duration.ofMinutes(2)));
        assertThat(left).doesNotExist();
        assertThat(other).exists();
    }
}
