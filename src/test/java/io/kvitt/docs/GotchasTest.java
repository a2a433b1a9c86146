package io.kvitt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/gotchas.md} says to be held by a test is held by one. */
class GotchasTest {

    private static final Pattern TEST = Pattern.compile("`([a-z0-9]+(?:_[a-zA-Z0-9]+){3,})`");

    @Test
    void every_test_that_the_page_names_is_there() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(file -> file.toString().endsWith(".java"))
                    .map(GotchasTest::read)
                    .collect(Collectors.joining());
        }
        List<String> named = TEST.matcher(read(Path.of("docs/gotchas.md")))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(15)
                .allSatisfy(test -> assertThat(tests).as(test).contains("void " + test + "("));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
