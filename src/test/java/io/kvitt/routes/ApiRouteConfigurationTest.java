package io.kvitt.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Whatever a REST path leads to answers for its faults as the API does; the real configuration, run. */
class ApiRouteConfigurationTest {

    private static final Set<String> VERBS = Set.of("get", "head", "post", "put", "patch", "delete");

    @Test
    void every_route_that_a_rest_path_leads_to_names_the_configuration() {
        List<JsonNode> files = RouteFiles.all().stream().map(RouteFiles::parse).toList();

        assertThat(reached(files)).hasSizeGreaterThanOrEqualTo(30);
        assertThat(unprotected(files)).isEmpty();
    }

    @Test
    void a_path_to_a_route_without_the_configuration_is_found_also_behind_another_route_and_a_choice() {
        JsonNode file = yaml("""
                - rest:
                    get:
                      - path: /a
                        to: {uri: "direct:named"}
                    delete:
                      - path: /b
                        to: {uri: "direct:other"}
                - route:
                    id: named
                    routeConfigurationId: api
                    from:
                      uri: direct:named
                      steps:
                        - choice:
                            when:
                              - steps:
                                  - to: {uri: "direct:behind"}
                - route: {id: other, routeConfigurationId: another, from: {uri: "direct:other"}}
                - route: {id: behind, from: {uri: "direct:behind"}}
                - route: {id: apart, from: {uri: "direct:apart"}}
                """);

        assertThat(unprotected(List.of(file))).containsExactly("behind", "other");
    }

    @Test
    void no_route_takes_faults_into_its_own_hands_beside_the_configuration() {
        List<JsonNode> files = RouteFiles.all().stream().map(RouteFiles::parse).toList();

        assertThat(reached(files).values()).allSatisfy(route -> {
            assertThat(route.findValues("doTry")).as(route.path("id").asText()).isEmpty();
            assertThat(route.has("errorHandler")).as(route.path("id").asText()).isFalse();
        });
    }

    static Stream<Throwable> refusals() {
        CommandRejected rejected = new CommandRejected(new Violation(Code.INVALID_VALUE, "f", "r"));
        CommandRejected caused = new CommandRejected(new Violation(Code.INVALID_VALUE, "f", "r"));
        caused.initCause(new IOException("broken"));
        return Stream.of(rejected, caused, new CamelExecutionException("wrapped", null, rejected));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_answered_and_is_no_fault_any_more(Throwable refusal) throws Exception {
        assertThat(answersTo(refusal)).containsExactly("rejected");
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("x"),
                new IOException("x"),
                new StackOverflowError(),
                new IllegalStateException("x", new IOException("y")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everything_else_is_answered_once_without_a_second_try(Throwable fault) throws Exception {
        assertThat(answersTo(fault)).containsExactly("unavailable");
    }

    /** Stands in for the bean that writes the answers. */
    public static final class Recorder {

        private final List<String> answers = new ArrayList<>();

        public void rejected() {
            answers.add("rejected");
        }

        public void notDone() {
            answers.add("not done");
        }

        public void unavailable() {
            answers.add("unavailable");
        }
    }

    private static List<String> answersTo(Throwable thrown) throws Exception {
        Recorder recorder = new Recorder();
        List<Exchange> tries = new ArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("apiProblems", recorder);
            for (String file : List.of("api", "error-handling")) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.resolveResource(
                                camel, "file:" + Path.of("routes/" + file + ".camel.yaml")));
            }
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:break").routeConfigurationId("api").process(exchange -> {
                        tries.add(exchange);
                        exchange.setException(thrown);
                    });
                }
            });
            camel.start();
            Exchange done = camel.createProducerTemplate().send("direct:break", exchange -> {});
            assertThat(done.getException()).isNull();
            assertThat(tries).hasSize(1);
        }
        return recorder.answers;
    }

    private static Set<String> unprotected(List<JsonNode> files) {
        Set<String> found = new TreeSet<>();
        reached(files).forEach((uri, route) -> {
            if (!route.path("routeConfigurationId").asText().equals("api")) {
                found.add(route.path("id").asText(uri));
            }
        });
        return found;
    }

    /** The routes that a REST path leads to, by what they take from; one that does not exist is an empty node. */
    private static Map<String, JsonNode> reached(List<JsonNode> files) {
        Map<String, JsonNode> routes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        for (JsonNode file : files) {
            file.forEach(element -> {
                JsonNode route = element.path("route");
                routes.put(route.path("from").path("uri").asText(), route);
                element.path("rest").fields().forEachRemaining(field -> {
                    if (VERBS.contains(field.getKey())) {
                        field.getValue()
                                .forEach(verb ->
                                        open.add(verb.path("to").path("uri").asText()));
                    }
                });
            });
        }
        Map<String, JsonNode> reached = new TreeMap<>();
        while (!open.isEmpty()) {
            String uri = open.remove();
            JsonNode route = routes.getOrDefault(uri, new ObjectMapper().createObjectNode());
            if (reached.put(uri, route) == null) {
                RouteFiles.walk(route.path("from").path("steps"), (name, value) -> {
                    if (name.equals("uri") && routes.containsKey(value.asText())) {
                        open.add(value.asText());
                    }
                });
            }
        }
        return reached;
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Yaml().load(text));
    }
}
