package io.kvitt.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.contract.OpenApi.Operation;
import io.kvitt.payment.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    /** Answered by filters, before any route. */
    private static final Set<String> SESSION = Set.of("POST /session", "GET /session", "DELETE /session");

    private final OpenApi contract = OpenApi.CONTRACT;

    @Test
    void every_path_of_the_routes_is_in_the_contract_and_the_other_way_round() throws IOException {
        Set<String> routed = new TreeSet<>(SESSION);
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                for (JsonNode element : OpenApi.parse(file)) {
                    addAll(routed, element.path("rest"));
                }
            }
        }

        assertThat(contract.operations().stream().map(one -> one.method() + " " + one.path()))
                .as("what src/main/resources/openapi.yaml has, against the rest: blocks of routes/*.camel.yaml")
                .containsExactlyInAnyOrderElementsOf(routed);
    }

    private static void addAll(Set<String> routed, JsonNode rest) {
        for (String method : List.of("get", "put", "post", "delete")) {
            for (JsonNode call : rest.path(method)) {
                String path = rest.path("path").asText().replaceFirst("^/v1", "")
                        + (call.path("path").asText().equals("/")
                                ? ""
                                : call.path("path").asText());
                routed.add(method.toUpperCase() + " " + path);
            }
        }
    }

    @Test
    void every_code_is_in_the_contract_and_no_other() {
        assertThat(contract.names("Code"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Code.values()).map(Code::wireName).toList());
    }

    @Test
    void every_body_that_is_sent_or_told_has_an_example() {
        List<String> without = new ArrayList<>();
        for (Operation operation : contract.operations()) {
            String place = operation.method() + " " + operation.path();
            withoutExample(place + " takes", operation.node().path("requestBody"), without);
            operation
                    .node()
                    .path("responses")
                    .fields()
                    .forEachRemaining(response ->
                            withoutExample(place + " answers " + response.getKey(), response.getValue(), without));
        }

        assertThat(without).isEmpty();
    }

    private void withoutExample(String place, JsonNode message, List<String> without) {
        contract.resolved(message).path("content").fields().forEachRemaining(content -> {
            if (!content.getValue().has("example") && !content.getValue().has("examples")) {
                without.add(place + " as " + content.getKey());
            }
        });
    }

    @Test
    void every_operation_has_an_id_of_its_own_a_summary_a_permission_and_a_way_to_be_refused() {
        assertThat(contract.operations().stream()
                        .map(one -> one.node().path("operationId").asText()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        for (Operation operation : contract.operations()) {
            assertThat(operation.node().path("summary").asText())
                    .as(operation.path())
                    .isNotBlank();
            assertThat(operation.permission()).as(operation.path()).isNotBlank();
            assertThat(operation.node().path("responses").has("401"))
                    .as(operation.path())
                    .isTrue();
        }
    }

    @Test
    void every_example_is_as_its_schema_says() {
        List<String> faults = new ArrayList<>();
        examples(contract.document(), "", faults);

        assertThat(faults).isEmpty();
    }

    private void examples(JsonNode node, String place, List<String> faults) {
        if (node.has("schema") && (node.has("example") || node.has("examples"))) {
            List<JsonNode> values = new ArrayList<>();
            node.path("examples").forEach(example -> values.add(example.path("value")));
            if (node.has("example")) {
                values.add(node.path("example"));
            }
            values.forEach(value ->
                    contract.faults(node.path("schema"), value).forEach(fault -> faults.add(place + ": " + fault)));
        }
        node.fields().forEachRemaining(field -> examples(field.getValue(), place + "/" + field.getKey(), faults));
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> dangling = new ArrayList<>();
        references(contract.document())
                .filter(reference ->
                        contract.document().at(reference.substring(1)).isMissingNode())
                .forEach(dangling::add);

        assertThat(dangling).isEmpty();
    }

    private static Stream<String> references(JsonNode node) {
        Stream<String> own = node.has("$ref") ? Stream.of(node.path("$ref").asText()) : Stream.empty();
        List<JsonNode> inside = new ArrayList<>();
        node.forEach(inside::add);
        return Stream.concat(own, inside.stream().flatMap(OpenApiTest::references));
    }

    @Test
    void an_answer_that_the_contract_does_not_have_is_told_with_its_place() throws IOException {
        JsonNode body = new ObjectMapper().readTree("{\"commands\":[],\"surprise\":1}");

        assertThat(contract.faults("GET", "/commands", 200, "application/json;charset=UTF-8", body))
                .singleElement()
                .asString()
                .contains("GET /commands answered 200", "surprise");
        assertThat(contract.faults("GET", "/commands", 418, "application/json", body))
                .hasSize(1);
    }

    @Test
    void the_queues_contract_leads_to_bodies_of_this_one() {
        JsonNode async = AsyncApi.CONTRACT.document();

        assertThat(references(async)
                        .filter(reference -> reference.startsWith("./openapi.yaml#"))
                        .map(reference -> reference.substring("./openapi.yaml#".length()))
                        .filter(pointer -> contract.document().at(pointer).isMissingNode()))
                .isEmpty();
        assertThat(references(async)
                        .filter(reference -> reference.startsWith("#"))
                        .filter(reference -> async.at(reference.substring(1)).isMissingNode()))
                .isEmpty();
        Set<String> queues = new TreeSet<>();
        async.path("channels")
                .forEach(channel -> queues.add(channel.path("address").asText()));
        assertThat(queues)
                .contains(
                        "kvitt.commands", "kvitt.order-status-changes", "kvitt.outcomes", "kvitt.invalid", "kvitt.dlq");
        for (String name : List.of("takeCommands", "takeStatusChanges")) {
            for (AsyncApi.Message message : AsyncApi.CONTRACT.operation(name).messages()) {
                assertThat(message.examples())
                        .isNotEmpty()
                        .allSatisfy(
                                example -> assertThat(message.faults(example)).isEmpty());
            }
        }
    }

    @Test
    void a_caller_without_the_permission_is_refused_by_the_same_list() {
        assertThat(contract.operations().stream().map(Operation::permission).collect(Collectors.toSet()))
                .isSubsetOf(
                        "payments.read",
                        "payments.act",
                        "settings.read",
                        "settings.write",
                        "operations",
                        "any",
                        "none");
    }
}
