package io.kvitt.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Kvitt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Each start is a real one, up to where it ends. */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsTest {

    @TempDir
    private Path directory;

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        "kvitt.time-zone=Europe/Stokholm", "kvitt.time-zone = Europe/Stokholm", "a time zone such as"),
                Arguments.of("kvitt.language=de", "kvitt.language = de", "one of sv, en"),
                Arguments.of(
                        "kvitt.accounts.a.base-url=http://shop.test",
                        "kvitt.accounts.a.base-url",
                        "use https (plain http is for loopback only)"),
                Arguments.of("kvitt.accounts.a.username=", "kvitt.accounts.a.username", "give a value"),
                Arguments.of("kvitt.accounts.a.provider=klana", "kvitt.accounts.a.provider = klana", "one of klarna, "),
                Arguments.of("kvitt.accounts.b.retry.schedule=5s", "kvitt.accounts.b.provider", "one of klarna, "),
                Arguments.of("kvitt.accounts.b.username=u", "kvitt.accounts.b.provider", "one of klarna, "),
                Arguments.of(
                        "kvitt.api-keys.erp.sha256=my-key-itself",
                        "kvitt.api-keys.erp.sha256",
                        "64 hexadecimal digits"),
                Arguments.of("kvitt.users.anna.password=my-password", "kvitt.users.anna.password", "{bcrypt}"),
                Arguments.of("kvitt.execution.workers=many", "kvitt.execution.workers = many", "a whole number"),
                Arguments.of("kvitt.execution.workers=0", "kvitt.execution.workers = 0", "at least 1"),
                Arguments.of("kvitt.files.max-size=5XB", "kvitt.files.max-size = 5XB", "64KB, 512MB or 2GB"),
                Arguments.of("kvitt.files.settel=2s", "kvitt.files.settel", "did you mean kvitt.files.settle?"),
                Arguments.of("kvitt.retry.schedule=5,30", "kvitt.retry.schedule = 5,30", "with its unit"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_setting_is_told_in_one_sentence_before_anything_starts(
            String setting, String told, String remedy, CapturedOutput output) throws IOException {
        assertThat(failedStart(setting)).isLessThan(Duration.ofSeconds(20));

        assertThat(output.getAll())
                .contains(told)
                .contains(remedy)
                .doesNotContain("\tat ", "my-key-itself", "my-password");
        assertThat(lines(output)).isLessThan(20);
        assertThat(directory.resolve("data/postgres")).doesNotExist();
        assertThat(directory.resolve("data/artemis")).doesNotExist();
    }

    @Test
    void a_file_that_is_not_yaml_is_told_with_its_line(CapturedOutput output) throws IOException {
        Path file = directory.resolve("application.yaml");
        Files.writeString(file, "kvitt:\n  files:\n\tsettle: 2s\n");

        failedStart("spring.config.additional-location=" + file.toUri());

        assertThat(output.getAll()).contains("is not YAML, line 3").doesNotContain("\tat ");
    }

    @Test
    void a_data_directory_in_use_is_told_before_a_database_is_started(CapturedOutput output) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        try (FileChannel other =
                FileChannel.open(data.resolve("kvitt.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();

            failedStart();
        }

        assertThat(output.getAll())
                .contains("kvitt.data = " + data, "another Kvitt is running")
                .doesNotContain("\tat ");
        assertThat(data.resolve("postgres")).doesNotExist();
    }

    @Test
    void a_brokers_port_in_use_is_told_before_a_database_is_started(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            failedStart("kvitt.broker.port=" + other.getLocalPort());

            assertThat(output.getAll())
                    .contains("kvitt.broker.port = " + other.getLocalPort(), "another program listens on it")
                    .doesNotContain("\tat ");
        }
        assertThat(directory.resolve("data/postgres")).doesNotExist();
    }

    private Duration failedStart(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--kvitt.broker.port=-1",
                "--kvitt.data=" + directory.resolve("data"),
                "--kvitt.accounts.a.provider=klarna",
                "--kvitt.accounts.a.base-url=https://shop.test",
                "--kvitt.accounts.a.username=u",
                "--kvitt.accounts.a.password=p",
                "--kvitt.api-keys.erp.permissions=payments.read",
                "--kvitt.api-keys.erp.accounts=*",
                "--kvitt.users.anna.permissions=payments.read",
                "--kvitt.users.anna.accounts=*",
                "--kvitt.users.anna.password={bcrypt}x",
                "--kvitt.api-keys.erp.sha256=" + "0".repeat(64)));
        for (String setting : settings) {
            arguments.removeIf(one -> one.startsWith("--" + setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add("--" + setting);
        }
        long before = System.nanoTime();
        try {
            SpringApplication.run(Kvitt.class, arguments.toArray(String[]::new)).close();
        } catch (RuntimeException e) {
            return Duration.ofNanos(System.nanoTime() - before);
        }
        throw new AssertionError("Kvitt started with " + List.of(settings));
    }

    private static long lines(CapturedOutput output) throws IOException {
        try (Stream<String> lines = output.getAll().lines()) {
            return lines.filter(line -> !line.isBlank()).count();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
