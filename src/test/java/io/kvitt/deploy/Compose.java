package io.kvitt.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml}, with its anchors and merges resolved. */
final class Compose {

    static final Path FILE = Path.of("docker-compose.yml");

    private final Map<String, Object> root;

    private Compose(Map<String, Object> root) {
        this.root = root;
    }

    static Compose read() {
        try {
            return new Compose(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Map<String, Object>> services() {
        return map(root, "services");
    }

    Map<String, Map<String, Object>> secrets() {
        return map(root, "secrets");
    }

    Map<String, String> environment(String service) {
        return map(services().get(service), "environment");
    }

    /** The paths of this repository that a service sees. */
    List<Path> mounts(String service) {
        return strings(services().get(service), "volumes").stream()
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> Path.of(volume.substring(0, volume.indexOf(':'))).normalize())
                .toList();
    }

    /** The names of the secrets that a service sees. */
    List<String> secrets(String service) {
        List<String> names = new ArrayList<>();
        for (Object secret : list(services().get(service), "secrets")) {
            names.add(secret instanceof Map<?, ?> named ? (String) named.get("source") : (String) secret);
        }
        return names;
    }

    static List<String> strings(Map<String, Object> map, String key) {
        return list(map, key).stream().map(String.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    static <T> Map<String, T> map(Map<String, Object> map, String key) {
        return (Map<String, T>) map.getOrDefault(key, Map.of());
    }

    private static List<?> list(Map<String, Object> map, String key) {
        return (List<?>) map.getOrDefault(key, List.of());
    }
}
