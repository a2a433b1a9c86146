package io.kvitt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/** The contract of the REST API, read as it stands in the repository. */
public final class OpenApi {

    private static final Path PAGE = Path.of("src/main/resources/openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one for all tests. */
    public static final OpenApi CONTRACT = new OpenApi();

    private final JsonNode document = parse(PAGE);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** @param path as the document has it, with its names in braces */
    public record Operation(String method, String path, JsonNode node) {

        public String permission() {
            return node.path("x-permission").asText();
        }

        private boolean fits(String method, String path) {
            return this.method.equals(method) && path.matches(this.path.replaceAll("\\{\\w+}", "[^/]+"));
        }
    }

    private OpenApi() {}

    public static JsonNode parse(Path file) {
        try {
            return JSON.valueToTree(new Yaml().load(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                    if (METHODS.contains(method.getKey())) {
                        all.add(new Operation(method.getKey().toUpperCase(), path.getKey(), method.getValue()));
                    }
                }));
        return all;
    }

    public List<String> names(String schema) {
        List<String> names = new ArrayList<>();
        document.at("/components/schemas/" + schema + "/enum").forEach(name -> names.add(name.asText()));
        return names;
    }

    /**
     * What is wrong with an answer, in words that say what to mend; empty when it is as the contract has it, or to a call
     * that the contract does not know, which is what some tests are about.
     *
     * @param path without the base and the query
     */
    public List<String> faults(String method, String path, int status, String contentType, JsonNode body) {
        Optional<Operation> operation = operations().stream()
                // A fixed name goes before a free one: /versions before /{orderNumber}.
                .filter(one -> one.fits(method, path))
                .min((one, other) -> Integer.compare(braces(one.path()), braces(other.path())));
        if (operation.isEmpty()) {
            return List.of();
        }
        String place = method + " " + operation.get().path() + " answered " + status;
        JsonNode response = resolved(operation.get().node().path("responses").path(String.valueOf(status)));
        if (response.isMissingNode()) {
            return List.of(place + ", which openapi.yaml does not have for it: " + body);
        }
        String type = contentType.split(";")[0].trim();
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return List.of();
        }
        if (!content.has(type)) {
            return List.of(place + " as " + type + ", which openapi.yaml does not have for it");
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        return faults(content.path(type).path("schema"), body).stream()
                .map(fault -> place + ", and its body is not as openapi.yaml says: " + fault)
                .toList();
    }

    /** What is wrong with a value under a schema of the document. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema.toString(), key -> compiled(schema)).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    /** What a reference inside the document points to. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static int braces(String path) {
        return path.length() - path.replace("{", "").length();
    }
}
