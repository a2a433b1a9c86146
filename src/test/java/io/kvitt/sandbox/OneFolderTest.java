package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.Seeds.OrderReference;
import io.kvitt.sandbox.simulation.SimulatedProvider;
import io.kvitt.sandbox.tiny.Tiny;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;

/** A provider's simulator is one package: everything that the sandbox offers works for one that it has never heard of. */
class OneFolderTest {

    private static final List<SimulatedProvider> PROVIDERS = List.of(new Tiny());
    private static final SandboxServer SERVER = new SandboxServer(PROVIDERS, 0, Clock.systemUTC(), null);
    private final SandboxClient client = new SandboxClient(SERVER);

    @BeforeEach
    void startAnew() {
        SERVER.reset();
        SERVER.plantSeeds();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void its_seeds_are_planted_and_named_to_the_application() {
        assertThat(client.control("GET", "orders", "").json().at("/orders/0/id").asText())
                .isEqualTo("t1");
        assertThat(Seeds.orderReferences(PROVIDERS))
                .containsExactly(new OrderReference("300001", "sandbox-tiny", "t1", "SEK"));
    }

    @Test
    void its_calls_are_served_counted_and_written_to_the_ledger() {
        assertThat(call("POST", "t1", "{}").status()).isEqualTo(204);
        assertThat(call("GET", "t1", "").body()).contains("\"taken\":true");
        assertThat(client.ledger("tiny", "t1")).hasSize(1);
        JsonNode requests = client.control("GET", "requests", "").json();
        assertThat(requests.at("/tiny/writes").asInt()).isEqualTo(1);
    }

    @Test
    void its_switches_are_the_only_ones_and_can_be_set() {
        assertThat(client.control("GET", "switches", "").json().toString())
                .isEqualTo("{\"tiny.latency-ms\":0,\"tiny.takes-once\":true}");
        client.control("PUT", "switches", "{\"tiny.takes-once\":false,\"tiny.latency-ms\":150}");
        long begun = System.nanoTime();
        call("POST", "t1", "{}");
        assertThat(call("POST", "t1", "{}").status()).isEqualTo(204);
        assertThat(System.nanoTime() - begun).isGreaterThan(300_000_000L);
    }

    @Test
    void its_own_errors_come_from_its_edge() {
        SERVER.arm("{\"kind\":\"status\",\"provider\":\"tiny\",\"operation\":\"take\",\"status\":500,\"times\":1}");
        assertThat(call("POST", "t1", "{}").body()).isEqualTo("{\"tiny\":500}");
        assertThat(call("POST", "t1", " ".repeat(1_000_001)).body()).isEqualTo("{\"tiny\":413}");
        assertThat(client.ledger("tiny", "t1")).isEmpty();
    }

    @Test
    void its_account_takes_the_place_of_those_that_are_not_configured() {
        StandardEnvironment environment = new StandardEnvironment();
        new SandboxEnvironment(PROVIDERS).postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("kvitt.accounts.sandbox-tiny.provider"))
                .isEqualTo("tiny");
        assertThat(environment.getProperty("kvitt.accounts.sandbox-tiny.secret"))
                .isEqualTo("sandbox-secret");
        assertThat(environment.containsProperty("kvitt.accounts.sandbox-svea.secret"))
                .isFalse();
    }

    @Test
    void outside_their_packages_the_providers_are_named_in_one_place() throws IOException {
        Pattern name = Pattern.compile("klarna|kustom|svea");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/kvitt/sandbox"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.getParent().endsWith("klarna")
                                    && !file.getParent().endsWith("svea"))
                            .filter(file -> name.matcher(code(file)).find())
                            .map(file -> file.getFileName().toString()))
                    .containsExactly("Sandbox.java");
        }
    }

    /** Without what is only told. */
    private static String code(Path file) {
        try {
            return Files.readString(file)
                    .replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("//.*", "")
                    .toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply call(String method, String path, String body) {
        return client.exchange(HttpRequest.newBuilder(URI.create(SERVER.address() + "/tiny/" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }
}
