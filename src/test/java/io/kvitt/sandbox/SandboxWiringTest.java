package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.Seeds.OrderReference;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.SandboxClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SandboxWiringTest {

    @Test
    void without_accounts_the_sandbox_starts_and_its_accounts_lead_to_the_seeded_orders() throws Exception {
        try (ConfigurableApplicationContext context = run("--kvitt.sandbox.port=0")) {
            ConfigurableEnvironment environment = context.getEnvironment();
            assertThat(environment.getProperty("kvitt.sandbox.enabled")).isEqualTo("true");
            for (String provider : List.of("klarna", "kustom", "svea")) {
                String account = "kvitt.accounts.sandbox-" + provider;
                assertThat(environment.getProperty(account + ".provider")).isEqualTo(provider);
                assertThat(environment.getProperty(account + ".base-url"))
                        .isEqualTo("http://127.0.0.1:" + environment.getProperty("kvitt.sandbox.listen-port")
                                + "/sandbox/" + provider);
            }
            String base = environment.getProperty("kvitt.accounts.sandbox-klarna.base-url");
            var request = HttpRequest.newBuilder(
                            URI.create(base + "/ordermanagement/v1/orders/00000000-0000-4000-8000-000000100001"))
                    .header("Authorization", basic(environment))
                    .build();
            var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"order_amount\":124950");
            assertThat(context.getBean("sandboxOrderReferences", List.class))
                    .hasSize(54)
                    .contains(Map.of(
                            "orderNumber", "100008",
                            "account", "sandbox-svea",
                            "providerOrderId", "9100008",
                            "currency", "SEK"));
            assertThat(context.getBean("sandboxLifecycle", SmartLifecycle.class).getPhase())
                    .isLessThan(0);
        }
    }

    @Test
    void with_a_configured_account_there_is_no_sandbox() {
        try (ConfigurableApplicationContext context = run("--kvitt.accounts.shop.provider=klarna")) {
            assertThat(context.getEnvironment().containsProperty("kvitt.sandbox.enabled"))
                    .isFalse();
            assertThat(context.containsBean("sandboxOrderReferences")).isFalse();
        }
    }

    @Test
    void an_account_in_the_process_environment_counts_too() {
        StandardEnvironment environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
                .getPropertySources()
                .replace(
                        source,
                        new SystemEnvironmentPropertySource(
                                source, Map.of("KVITT_ACCOUNTS_SHOP_BASEURL", "https://api.klarna.com")));
        process(environment);
        assertThat(environment.containsProperty("kvitt.sandbox.enabled")).isFalse();
    }

    @Test
    void the_sandbox_can_be_switched_off_without_any_account() {
        StandardEnvironment environment = environment(Map.of("kvitt.sandbox.enabled", "false"));
        process(environment);
        assertThat(environment.getProperty("kvitt.sandbox.enabled")).isEqualTo("false");
        assertThat(environment.containsProperty("kvitt.accounts.sandbox-svea.secret"))
                .isFalse();
    }

    @Test
    void a_sandbox_that_is_asked_for_beside_accounts_adds_none() {
        StandardEnvironment environment =
                environment(Map.of("kvitt.sandbox.enabled", "true", "kvitt.accounts.a.provider", "svea"));
        process(environment);
        assertThat(environment.getProperty("kvitt.sandbox.listen-port")).isEqualTo("8089");
        assertThat(environment.containsProperty("kvitt.accounts.sandbox-svea.secret"))
                .isFalse();
    }

    @Test
    void the_sandbox_gives_way_to_every_other_source() {
        StandardEnvironment environment = environment(Map.of("kvitt.sandbox.port", "9999"));
        process(environment);
        assertThat(environment.getProperty("kvitt.accounts.sandbox-kustom.base-url"))
                .isEqualTo("http://127.0.0.1:9999/sandbox/kustom");
        assertThat(environment.getPropertySources().stream().reduce((first, second) -> second))
                .hasValueSatisfying(last -> assertThat(last.getName()).isEqualTo("kvitt-sandbox"));
    }

    @Test
    void the_demo_callers_exist_on_loopback_and_without_accounts_only() {
        StandardEnvironment sandbox = environment(Map.of("server.address", "127.0.0.1"));
        process(sandbox);
        assertThat(sandbox.getProperty("kvitt.api-keys.demo.sha256")).hasSize(64);
        assertThat(sandbox.getProperty("kvitt.users.demo.password")).startsWith("{bcrypt}");

        for (Map<String, Object> other : List.<Map<String, Object>>of(
                Map.of("server.address", "0.0.0.0"),
                Map.of(),
                Map.of("server.address", "127.0.0.1", "kvitt.accounts.a.provider", "svea"),
                Map.of(
                        "server.address", "127.0.0.1",
                        "kvitt.accounts.a.provider", "svea",
                        "kvitt.sandbox.enabled", "true"))) {
            StandardEnvironment environment = environment(other);
            process(environment);
            assertThat(environment.containsProperty("kvitt.api-keys.demo.sha256"))
                    .isFalse();
            assertThat(environment.containsProperty("kvitt.users.demo.password"))
                    .isFalse();
        }
    }

    @Test
    void every_seeded_order_exists_under_its_reference_once() {
        Sandbox sandbox = new Sandbox(Sandbox.PROVIDERS, new SandboxClock(), (millis, work) -> {});
        sandbox.plantSeeds();
        List<OrderReference> references = Seeds.orderReferences(Sandbox.PROVIDERS);
        assertThat(references).extracting(OrderReference::orderNumber).doesNotHaveDuplicates();
        List<String> planted = sandbox.running().values().stream()
                .flatMap(running -> running.simulator().orders(1000).stream())
                .map(SandboxWiringTest::text)
                .toList();
        assertThat(references)
                .extracting(reference ->
                        reference.orderNumber() + " " + reference.account() + " " + reference.providerOrderId())
                .containsExactlyInAnyOrderElementsOf(planted);
        assertThat(sandbox.ledger().size()).isZero();
    }

    private static String text(OrderSummary order) {
        return order.orderNumber() + " sandbox-" + order.provider() + " " + order.id();
    }

    private static ConfigurableApplicationContext run(String... args) {
        return new SpringApplicationBuilder(SandboxConfiguration.class)
                .web(WebApplicationType.NONE)
                .run(args);
    }

    private static void process(StandardEnvironment environment) {
        ConfigurationPropertySources.attach(environment);
        new SandboxEnvironment().postProcessEnvironment(environment, new SpringApplication());
    }

    private static StandardEnvironment environment(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return environment;
    }

    private static String basic(ConfigurableEnvironment environment) {
        String credentials = environment.getProperty("kvitt.accounts.sandbox-klarna.username") + ":"
                + environment.getProperty("kvitt.accounts.sandbox-klarna.password");
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes());
    }
}
