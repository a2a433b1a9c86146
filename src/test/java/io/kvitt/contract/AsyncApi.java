package io.kvitt.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The contract of the queues and the topic, read as it stands in the repository. */
public final class AsyncApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODIES = "./openapi.yaml#";

    /** The one for all tests. */
    public static final AsyncApi CONTRACT = new AsyncApi();

    private final JsonNode document = OpenApi.parse(Path.of("src/main/resources/asyncapi.yaml"));

    /** What Kvitt takes or tells at one address. */
    public record Operation(String name, String address, List<Message> messages, List<Message> replies) {}

    /** @param name as the document has it under {@code components} */
    public record Message(String name, JsonNode node) {

        public List<JsonNode> examples() {
            return stream(node.path("examples"))
                    .map(example -> example.path("payload"))
                    .toList();
        }

        public List<String> faults(JsonNode payload) {
            return OpenApi.CONTRACT.faults(local(node.path("payload")), payload);
        }

        public List<String> faultsOfHeaders(JsonNode headers) {
            return OpenApi.CONTRACT.faults(local(node.path("headers")), headers);
        }
    }

    private AsyncApi() {}

    public JsonNode document() {
        return document;
    }

    public Operation operation(String name) {
        JsonNode node = document.path("operations").path(name);
        return new Operation(
                name,
                resolved(node.path("channel")).path("address").asText(),
                messages(node),
                messages(node.path("reply")));
    }

    private List<Message> messages(JsonNode operation) {
        return stream(operation.path("messages"))
                .map(message -> resolved(message).path("$ref").asText())
                .map(reference -> new Message(reference.substring(reference.lastIndexOf('/') + 1), at(reference)))
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        return at(node.path("$ref").asText());
    }

    private JsonNode at(String reference) {
        return document.at(reference.substring(1));
    }

    /** A schema with its references as {@link OpenApi} resolves them. */
    private static JsonNode local(JsonNode schema) {
        try {
            return JSON.readTree(schema.toString().replace(BODIES, "#"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
