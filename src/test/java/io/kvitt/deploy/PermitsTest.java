package io.kvitt.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What new JDKs warn of unless they are told that it may be done. */
class PermitsTest {

    private static final List<String> PERMITS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", ".mvn/jvm.config", "deploy/kvitt/jvm.options"})
    void every_jvm_is_given_leave_for_what_is_done_in_it(String file) throws IOException {
        assertThat(Files.readString(Path.of(file))).contains(PERMITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", ".mvn/jvm.config"})
    void a_jdk_17_which_does_not_know_what_to_give_leave_for_starts_too(String file) throws IOException {
        assertThat(Files.readString(Path.of(file)))
                .contains("-XX:+IgnoreUnrecognizedVMOptions " + String.join(" ", PERMITS));
    }

    @Test
    void the_jar_needs_no_option_for_native_code() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<Enable-Native-Access>ALL-UNNAMED</Enable-Native-Access>");
    }
}
