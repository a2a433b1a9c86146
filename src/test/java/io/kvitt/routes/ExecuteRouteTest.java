package io.kvitt.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the real routes of a pass with the beans and the requests recorded. */
class ExecuteRouteTest {

    private static final List<String> PROVIDERS = List.of("klarna", "kustom", "svea", "paypal");
    private static final List<String> STATUSES = List.of(
            "PENDING",
            "AUTHORIZED",
            "PARTLY_ACTIVATED",
            "REST_ENDED",
            "ACTIVATED",
            "ANNULLED",
            "CREDITED",
            "PARTLY_CREDITED",
            "EXPIRED",
            "FAILED");
    private static final List<String> EFFECTS = List.of("activate", "annul", "credit", "update", "release");

    /** What may be written in which status; everything else is rejected. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "PENDING", Set.of("annul"),
            "AUTHORIZED", Set.of("activate", "annul", "update"),
            "PARTLY_ACTIVATED", Set.of("activate", "credit", "release"),
            "REST_ENDED", Set.of("credit"),
            "ACTIVATED", Set.of("credit"),
            "PARTLY_CREDITED", Set.of("credit"));

    private static final List<String> REACHED = new ArrayList<>();
    private static CamelContext camel;

    /** Stands in for the beans that the route calls. */
    public static final class Recorder {

        public void begin(Exchange exchange) {
            exchange.setProperty("open", exchange.getProperty("openAtFirst", true, Boolean.class));
        }

        public void decide() {
            REACHED.add("decided");
        }

        public void read() {
            REACHED.add("read");
        }

        public void task() {
            REACHED.add("asked");
        }

        public void body(Exchange exchange) {
            exchange.getMessage().setBody(null);
        }

        public void intend() {
            REACHED.add("intended");
        }

        public void write() {
            REACHED.add("written");
        }

        public void hold() {}

        public void answer() {}

        public void reading() {}

        public void outcome() {}

        public void taskOutcome() {}

        public void conclude() {
            REACHED.add("concluded");
        }

        public void concludeTask() {
            REACHED.add("told");
        }

        public void settle() {
            REACHED.add("settled");
        }

        public void reject() {
            REACHED.add("rejected");
        }

        public void wake() {
            REACHED.add("woken");
        }
    }

    record Case(String provider, String status, String effect) {

        List<String> expected() {
            boolean known = ALLOWED.getOrDefault(status, Set.of()).contains(effect);
            return !known || provider.equals("paypal")
                    ? List.of("rejected")
                    : List.of(builtBy(provider), "intended", "written", "concluded");
        }
    }

    private static String builtBy(String provider) {
        return provider.equals("svea") ? "svea-request" : "klarna-request";
    }

    static Stream<Case> cases() {
        return PROVIDERS.stream()
                .flatMap(provider -> STATUSES.stream()
                        .flatMap(status -> EFFECTS.stream().map(effect -> new Case(provider, status, effect))));
    }

    @BeforeAll
    static void load() throws Exception {
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("kvitt.execution.workers", "1");
        camel.getRegistry().bind("passes", new Recorder());
        camel.getRegistry().bind("dispatcher", new Recorder());
        camel.getRegistry().bind("providerCalls", new Recorder());
        camel.addComponent("jms", new StubComponent());
        camel.addComponent("https", new StubComponent());
        for (String file : List.of("execute", "provider")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            ResourceHelper.resolveResource(camel, "file:" + Path.of("routes/" + file + ".camel.yaml")));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : List.of("klarna-request", "svea-request")) {
                    from("direct:" + name).process(exchange -> REACHED.add(name));
                }
            }
        });
        camel.start();
    }

    @AfterAll
    static void stop() {
        camel.stop();
    }

    @BeforeEach
    void forget() {
        REACHED.clear();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_write_goes_where_provider_status_and_effect_say_and_nowhere_else(Case given) {
        send(
                "direct:route-by-status",
                Map.of(
                        "provider", given.provider(),
                        "paymentStatus", given.status(),
                        "effect", given.effect()));

        assertThat(REACHED).containsExactlyElementsOf(given.expected());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_request_is_built_by_the_payments_own_provider_and_by_no_other(String provider) {
        send("direct:provider-request", Map.of("provider", provider));

        assertThat(REACHED).containsExactly(provider.equals("paypal") ? "rejected" : builtBy(provider));
    }

    static Stream<String> providers() {
        return PROVIDERS.stream();
    }

    @Test
    void a_verdict_to_settle_sends_nothing() {
        send("direct:pass", Map.of("provider", "klarna", "verdict", "settle"));

        assertThat(REACHED).containsExactly("read", "decided", "settled");
    }

    @Test
    void a_verdict_that_nobody_knows_is_rejected() {
        send("direct:pass", Map.of("provider", "klarna", "verdict", "guess"));

        assertThat(REACHED).containsExactly("read", "decided", "rejected");
    }

    @Test
    void a_running_task_is_asked_after_before_the_payment_is_read() {
        send("direct:pass", Map.of("provider", "svea", "verdict", "settle", "task", "/queue/1"));

        assertThat(REACHED).containsExactly("asked", "told", "read", "decided", "settled");
    }

    @Test
    void a_pass_that_its_task_has_ended_reads_nothing() {
        send("direct:pass", Map.of("provider", "svea", "task", "/queue/1", "openAtFirst", false));

        assertThat(REACHED).containsExactly("asked", "told");
    }

    private static void send(String uri, Map<String, Object> properties) {
        Exchange exchange = camel.getEndpoint(uri).createExchange();
        properties.forEach(exchange::setProperty);
        Exchange result = camel.createProducerTemplate().send(uri, exchange);
        assertThat(result.getException()).isNull();
    }
}
