package io.kvitt.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ComposeTest {

    private static final Compose COMPOSE = Compose.read();

    static Stream<String> services() {
        return COMPOSE.services().keySet().stream();
    }

    static Stream<String> ours() {
        return Stream.of("kvitt", "sandbox");
    }

    @Test
    void has_what_the_documents_speak_of() {
        assertThat(COMPOSE.services())
                .containsOnlyKeys("kvitt", "sandbox", "postgres", "artemis", "prometheus", "grafana");
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_service_is_watched_limited_and_given_time_to_stop(String service) {
        Map<String, Object> settings = COMPOSE.services().get(service);
        assertThat(Compose.map(settings, "healthcheck")).containsKeys("test", "interval", "timeout", "retries");
        Map<String, Object> limits = Compose.map(Compose.map(Compose.map(settings, "deploy"), "resources"), "limits");
        assertThat(limits).containsKeys("cpus", "memory");
        String grace = (String) settings.get("stop_grace_period");
        assertThat(Duration.parse("PT" + grace)).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(settings).containsEntry("restart", "unless-stopped");
        assertThat(Compose.map(Compose.map(settings, "logging"), "options")).containsKeys("max-size", "max-file");
    }

    @ParameterizedTest
    @MethodSource("services")
    void no_service_is_root_or_writes_outside_of_its_volumes(String service) {
        Map<String, Object> settings = COMPOSE.services().get(service);
        assertThat((String) settings.get("user"))
                .isNotNull()
                .doesNotStartWith("0")
                .isNotEqualTo("root");
        assertThat(settings).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_port_is_on_loopback(String service) {
        assertThat(Compose.strings(COMPOSE.services().get(service), "ports")).allMatch(p -> p.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_image_is_a_certain_one(String service) {
        assertThat((String) COMPOSE.services().get(service).get("image")).matches("[a-z/]+:v?\\d+\\.\\d+[\\w.-]*");
    }

    @ParameterizedTest
    @MethodSource("services")
    void what_is_mounted_is_in_the_repository(String service) {
        assertThat(COMPOSE.mounts(service)).allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void kvitt_can_be_scaled() {
        Map<String, Object> kvitt = COMPOSE.services().get("kvitt");
        assertThat(kvitt).doesNotContainKey("container_name");
        assertThat(Compose.strings(kvitt, "ports")).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+-\\d+:8080"));
    }

    @Test
    void no_password_stands_in_the_file() {
        services()
                .forEach(service -> COMPOSE.environment(service).forEach((name, value) -> {
                    if (name.contains("PASSWORD") || name.contains("SECRET")) {
                        assertThat(value).as(name).startsWith("/run/secrets/");
                    }
                }));
    }

    @Test
    void every_secret_is_declared_and_told_how_to_make() throws IOException {
        String readme = Files.readString(Path.of("secrets/README.md"));
        assertThat(services().flatMap(service -> COMPOSE.secrets(service).stream()))
                .isSubsetOf(COMPOSE.secrets().keySet());
        assertThat(COMPOSE.secrets().values()).allSatisfy(secret -> {
            Path file = Path.of((String) secret.get("file")).normalize();
            assertThat(file).startsWithRaw(Path.of("secrets"));
            assertThat(readme).contains('`' + file.getFileName().toString() + '`');
        });
    }

    /** A misspelt variable would be passed over in silence. */
    @ParameterizedTest
    @MethodSource("ours")
    void every_variable_is_one_that_kvitt_reads(String service) {
        Map<String, String> names = Map.of(
                "SPRING_CONFIG_IMPORT", "spring.config.import",
                "SPRING_DATASOURCE_URL", "spring.datasource.url",
                "SPRING_DATASOURCE_USERNAME", "spring.datasource.username",
                "SPRING_ARTEMIS_BROKER_URL", "spring.artemis.broker-url",
                "SPRING_ARTEMIS_USER", "spring.artemis.user",
                "KVITT_FILES_DIRECTORY", "kvitt.files.directory",
                "KVITT_APIKEYS_DEMO_SHA256", "kvitt.api-keys.demo.sha256",
                "KVITT_APIKEYS_DEMO_PERMISSIONS", "kvitt.api-keys.demo.permissions",
                "KVITT_APIKEYS_DEMO_ACCOUNTS", "kvitt.api-keys.demo.accounts",
                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "logging.structured.format.console");
        Map<String, String> variables = COMPOSE.environment(service);
        assertThat(names).containsKeys(variables.keySet().toArray(String[]::new));
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("compose-systemEnvironment", Map.copyOf(variables)));
        ConfigurationPropertySources.attach(environment);
        Binder binder = Binder.get(environment);
        variables.forEach((variable, value) -> assertThat(binder.bind(names.get(variable), Bindable.of(String.class))
                        .get())
                .isEqualTo(value));
    }

    @Test
    void the_client_takes_the_file(@TempDir Path copy) throws IOException, InterruptedException {
        assumeTrue(succeeds(Path.of("."), "docker", "compose", "version"), "no docker compose here");
        Files.copy(Compose.FILE, copy.resolve(Compose.FILE));
        Files.createDirectory(copy.resolve("secrets"));
        for (Map<String, Object> secret : COMPOSE.secrets().values()) {
            Files.writeString(copy.resolve((String) secret.get("file")), "x");
        }
        for (String profile : List.of("", "monitoring", "sandbox")) {
            assertThat(succeeds(copy, "docker", "compose", "--profile", profile, "config", "--quiet"))
                    .as(profile)
                    .isTrue();
        }
    }

    private static boolean succeeds(Path directory, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
