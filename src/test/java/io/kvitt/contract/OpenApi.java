package io.kvitt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

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
            return yaml(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As OpenAPI has it: YAML 1.2, in which {@code no} is a word. */
    private static JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        return JSON.valueToTree(new Yaml(
                        new SafeConstructor(options), new Representer(dumping), dumping, options, new Resolver() {
                            @Override
                            protected void addImplicitResolvers() {
                                addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
                                addImplicitResolver(Tag.INT, Pattern.compile("-?[0-9]+"), "-0123456789");
                                addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
                            }
                        })
                .load(text));
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
     * @param body a text, unless it is JSON
     */
    public List<String> faults(String method, String path, int status, String contentType, JsonNode body) {
        Optional<Operation> operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of();
        }
        String place = method + " " + operation.get().path() + " answered " + status;
        JsonNode response = resolved(operation.get().node().path("responses").path(String.valueOf(status)));
        if (response.isMissingNode()) {
            return List.of(place + ", which openapi.yaml does not have for it: " + body);
        }
        return response.has("content") ? faults(place, response, contentType, body) : List.of();
    }

    /** What is wrong with a body that was taken: what the contract does not have, a sender could not know of. */
    public List<String> faultsOfTaken(String method, String path, String contentType, String body) {
        return operation(method, path)
                .map(one -> {
                    JsonNode request = resolved(one.node().path("requestBody"));
                    String place = method + " " + one.path() + " took a body";
                    return request.isMissingNode()
                            ? List.of(place + ", which openapi.yaml does not have for it")
                            : faults(place, request, contentType, text(contentType, body));
                })
                .orElse(List.of());
    }

    /** JSON as what it says, anything else as text. */
    public static JsonNode text(String contentType, String body) {
        try {
            return contentType.split(";")[0].endsWith("/json") || contentType.contains("+json")
                    ? JSON.readTree(body)
                    : TextNode.valueOf(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> faults(String place, JsonNode message, String contentType, JsonNode body) {
        String type = contentType.split(";")[0].trim();
        JsonNode schema = message.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of(place + " as " + type + ", which openapi.yaml does not have for it");
        }
        boolean isYaml =
                type.equals("application/yaml") && !schema.path("type").asText().equals("string");
        JsonNode value = isYaml ? yaml(body.asText()) : body;
        return faults(schema, value).stream()
                .map(fault -> place + ", and its body is not as openapi.yaml says: " + fault)
                .toList();
    }

    private Optional<Operation> operation(String method, String path) {
        return operations().stream()
                // A fixed name goes before a free one: /versions before /{orderNumber}.
                .filter(one -> one.fits(method, path))
                .min((one, other) -> Integer.compare(braces(one.path()), braces(other.path())));
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
