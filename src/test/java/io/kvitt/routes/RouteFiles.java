package io.kvitt.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The route files as they stand in the repository, read as plain YAML. */
final class RouteFiles {

    private RouteFiles() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(Path file) {
        try {
            return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every text value under one of the names, in all files. */
    static List<String> values(String... names) {
        List<String> found = new ArrayList<>();
        for (Path file : all()) {
            walk(parse(file), (name, value) -> {
                if (List.of(names).contains(name) && value.isTextual()) {
                    found.add(value.textValue());
                }
            });
        }
        return found;
    }

    static void walk(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.fields().forEachRemaining(field -> {
            visitor.accept(field.getKey(), field.getValue());
            walk(field.getValue(), visitor);
        });
        if (node.isArray()) {
            node.forEach(element -> walk(element, visitor));
        }
    }
}
