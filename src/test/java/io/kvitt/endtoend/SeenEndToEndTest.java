package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every panel of the dashboard and every alert works against what a running Kvitt tells. */
@EndToEnd
class SeenEndToEndTest {

    private static boolean driven;

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    @BeforeEach
    void drive() throws IOException {
        if (!driven) {
            driven = true;
            new Traffic(port, connections).drive();
        }
    }

    @Test
    void a_command_counts_in_each_meter_that_it_passes() {
        Scrape before = Scrape.of(port);
        String id = make(order("kustom"));

        new Api(port).command("{'action':'annul','account':'kustom','providerOrderId':'" + id + "'}");

        String[] ended = {"account=\"kustom\"", "provider=\"kustom\"", "action=\"annul\"", "code=\"annulled\""};
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(grown(before, "kvitt_commands_ended_total", ended))
                        .isEqualTo(1));
        assertThat(grown(
                        before,
                        "kvitt_commands_accepted_total",
                        "channel=\"rest\"",
                        "action=\"annul\"",
                        "=\"accepted\""))
                .isEqualTo(1);
        assertThat(grown(before, "kvitt_command_duration_seconds_count", "kustom", "SUCCEEDED"))
                .isEqualTo(1);
        for (String operation : List.of("read", "write")) {
            assertThat(grown(before, "kvitt_provider_calls_seconds_count", "kustom", operation, "outcome=\"2xx\""))
                    .isEqualTo(1);
        }
        assertThat(grown(before, "kvitt_inbox_seconds_count", "rest")).isEqualTo(1);
    }

    @Test
    void what_is_open_at_risk_and_refused_is_told() {
        Scrape scrape = Scrape.of(port);

        assertThat(scrape.sum("kvitt_commands_open", "account=\"klarna\"", "NEEDS_ATTENTION"))
                .isPositive();
        assertThat(scrape.sum("kvitt_commands_uncertain", "account=\"klarna\"")).isPositive();
        assertThat(scrape.sum("kvitt_retries_total", "account=\"klarna\"", "reason="))
                .isPositive();
        assertThat(scrape.sum("kvitt_status_changes_total", "result=\"status-unmapped\""))
                .isPositive();
        assertThat(scrape.sum("kvitt_commands_accepted_total", "result=\"replay\""))
                .isPositive();
        assertThat(scrape.sum("kvitt_ledger_seen_age_seconds")).isLessThan(30);
    }

    @Test
    void tags_come_from_the_configuration_and_from_lists_that_are_closed() {
        Scrape scrape = Scrape.of(port);

        assertThat(scrape.valuesOf("account")).isSubsetOf("klarna", "kustom", "svea", "none");
        assertThat(scrape.valuesOf("provider")).isSubsetOf("klarna", "kustom", "svea", "none");
        assertThat(scrape.valuesOf("channel")).isSubsetOf("rest", "jms", "file");
        assertThat(scrape.valuesOf("operation")).isSubsetOf("read", "task", "write");
        assertThat(scrape.valuesOf("outcome").stream()
                        .filter(outcome -> !outcome.equals(outcome.toUpperCase(Locale.ROOT))))
                .isSubsetOf("2xx", "3xx", "4xx", "5xx", "unreachable", "timeout", "broken");
        assertThat(scrape.valuesOf("uri"))
                .allMatch(uri -> uri.matches("UNKNOWN|NOT_FOUND|REDIRECTION|root|/\\*\\*|/actuator/.*"));
    }

    @Test
    void every_metric_and_label_that_a_panel_or_an_alert_reads_is_told() throws IOException {
        Map<String, Set<String>> told = Scrape.of(port).metrics();
        List<String> expressions = new ArrayList<>();
        Expressions.panels().values().forEach(expressions::addAll);
        Expressions.alerts().forEach(rule -> expressions.add(rule.path("expr").asText()));

        assertThat(expressions)
                .hasSizeGreaterThan(40)
                .allSatisfy(expression -> assertThat(Expressions.uses(expression))
                        .isNotEmpty()
                        .allSatisfy((metric, labels) -> {
                            if (!metric.equals("up")) {
                                assertThat(told).containsKey(metric);
                                assertThat(told.get(metric))
                                        .as("labels of %s", metric)
                                        .containsAll(labels);
                            }
                        }));
    }

    @Test
    void every_alert_says_what_to_do_and_has_its_section_in_the_manual() throws IOException {
        String manual = Files.readString(Path.of("docs/operations.md"));

        assertThat(Expressions.alerts()).allSatisfy(rule -> {
            String name = rule.path("alert").asText();
            assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("action").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("runbook").asText())
                    .isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(manual).contains("\n### " + name + "\n");
        });
    }

    @Test
    void the_rules_are_valid_and_each_alert_can_fire() throws Exception {
        assumeThat(installed("promtool")).isTrue();

        promtool("check", "rules", Expressions.ALERTS.toString());
        promtool("test", "rules", Expressions.ALERTS_TEST.toString());

        String firing = Files.readString(Expressions.ALERTS_TEST);
        assertThat(Expressions.alerts())
                .allSatisfy(rule -> assertThat(firing)
                        .contains("{alertname=\"" + rule.path("alert").asText() + "\"}"));
    }

    @Test
    void a_real_prometheus_answers_every_panel_and_evaluates_every_alert(@TempDir Path directory) throws Exception {
        assumeThat(installed("prometheus")).isTrue();
        try (PrometheusProcess prometheus = new PrometheusProcess(directory, port)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(prometheus
                                    .query("count_over_time(kvitt_ledger_seen_age_seconds[1m])")
                                    .at("/data/result/0/value/1")
                                    .asInt())
                            .isGreaterThan(2));

            assertThat(Expressions.panels())
                    .allSatisfy((title, expressions) -> assertThat(expressions).allSatisfy(expression -> {
                        JsonNode answer = prometheus.query(expression);
                        assertThat(answer.path("status").asText())
                                .as("%s", answer)
                                .isEqualTo("success");
                        assertThat(answer.at("/data/result")).as(title).isNotEmpty();
                    }));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(prometheus.rules())
                            .hasSize(Expressions.alerts().size())
                            .allSatisfy(rule ->
                                    assertThat(rule.path("health").asText()).isEqualTo("ok")));
            assertThat(Stream.of("KvittNeedsAttention", "KvittMoneyAtRisk", "KvittDeadLetters"))
                    .allSatisfy(alert ->
                            assertThat(state(prometheus.rules(), alert)).isIn("pending", "firing"));
        }
    }

    private static String state(JsonNode rules, String alert) {
        for (JsonNode rule : rules) {
            if (rule.path("name").asText().equals(alert)) {
                return rule.path("state").asText();
            }
        }
        return "missing";
    }

    private double grown(Scrape before, String metric, String... labels) {
        return Scrape.of(port).sum(metric, labels) - before.sum(metric, labels);
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
