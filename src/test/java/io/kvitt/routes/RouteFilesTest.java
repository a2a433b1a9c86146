package io.kvitt.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteFilesTest {

    static Stream<Path> files() {
        return RouteFiles.all().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_named_and_written_in_canonical_form(Path file) throws IOException {
        assertThat(file.getFileName().toString()).endsWith(".camel.yaml");
        try (InputStream canonical = Objects.requireNonNull(
                YamlRoutesBuilderLoader.class.getResourceAsStream("/schema/camelYamlDsl-canonical.json"))) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(canonical, InputFormat.JSON);

            assertThat(schema.validate(RouteFiles.parse(file))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_route_and_step_has_an_id(Path file) {
        RouteFiles.walk(RouteFiles.parse(file), (name, value) -> {
            switch (name) {
                case "route", "from", "otherwise", "doFinally", "rest" -> hasId(name, value);
                case "when", "doCatch", "get", "put", "post" -> value.forEach(element -> hasId(name, element));
                case "steps", "onException" -> {
                    if (value.isArray()) {
                        value.forEach(step ->
                                step.fields().forEachRemaining(field -> hasId(field.getKey(), field.getValue())));
                    }
                }
                default -> {}
            }
        });
    }

    private static void hasId(String name, JsonNode element) {
        assertThat(element.path("id").asText())
                .as("the id of %s %s", name, element)
                .isNotBlank();
    }

    @Test
    void no_id_is_used_twice() {
        assertThat(RouteFiles.values("id")).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @Test
    void everything_that_is_sent_inside_has_a_route_that_takes_it() {
        List<String> taken = new ArrayList<>();
        for (Path file : RouteFiles.all()) {
            RouteFiles.walk(RouteFiles.parse(file), (name, value) -> {
                if (name.equals("from")) {
                    taken.add(value.path("uri").asText());
                }
            });
        }

        assertThat(RouteFiles.values("uri").stream()
                        .filter(uri -> uri.startsWith("direct:") || uri.startsWith("seda:")))
                .isNotEmpty()
                .allSatisfy(uri -> assertThat(taken).contains(uri));
    }

    @Test
    void no_route_is_left_that_nothing_sends_to() {
        List<String> uris = RouteFiles.values("uri");
        // Sent to from Java: claims, wake-ups, outcomes and dry runs.
        List<String> fromJava = List.of(
                "direct:pass",
                "direct:tell-others",
                "direct:publish-outcome",
                "direct:publish-reply",
                "direct:dry-run");

        assertThat(uris.stream().filter(uri -> uri.startsWith("direct:")).distinct())
                .allSatisfy(uri -> assertThat(fromJava.contains(uri) || uris.indexOf(uri) != uris.lastIndexOf(uri))
                        .as("%s is sent to", uri)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_file_names_a_host_or_a_secret(Path file) throws IOException {
        assertThat(Files.readString(file))
                .doesNotContainPattern(
                        "https?://|\\d{1,3}(\\.\\d{1,3}){3}|localhost|klarna\\.com|svea\\.com|kustom\\.co")
                .doesNotContainPattern("(?i)(password|secret|authorization|x-api-?key)");
    }

    @Test
    void no_expression_is_longer_than_one_comparison() {
        assertThat(RouteFiles.values("expression")).allSatisfy(expression -> {
            assertThat(expression).doesNotContain("&&", "||", " and ", " or ");
            assertThat(expression.split("==|!=|>|<").length).isLessThanOrEqualTo(2);
        });
    }
}
