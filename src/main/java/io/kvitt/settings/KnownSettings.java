package io.kvitt.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Everything that may be set under {@code kvitt}, with its default. The settings records say it; the compiler's annotation
 * processor writes it down where editors look for it, and so does this.
 */
final class KnownSettings {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    private final List<SettingName> names = new ArrayList<>();
    private final Map<String, Object> defaults = new LinkedHashMap<>();

    private KnownSettings(JsonNode metadata) {
        for (JsonNode property : metadata.path("properties")) {
            String name = property.path("name").asText();
            add(List.of(name.split("\\.")), property.path("type").asText());
            JsonNode value = property.path("defaultValue");
            if (!value.isMissingNode()) {
                defaults.put(name, written(value, property.path("type").asText()));
            }
        }
    }

    static KnownSettings read() {
        try (InputStream in = KnownSettings.class.getClassLoader().getResourceAsStream(METADATA)) {
            JsonNode metadata = in == null ? null : new ObjectMapper().readTree(in);
            if (metadata == null || !metadata.toString().contains("io.kvitt.")) {
                throw new IllegalStateException(
                        METADATA + " is missing: build with Maven, or let the IDE run the annotation processors");
            }
            return new KnownSettings(metadata);
        } catch (IOException e) {
            throw new IllegalStateException(METADATA + " cannot be read", e);
        }
    }

    /** The processor writes several defaults as an array, or as text in brackets when it does not know their type. */
    private static String written(JsonNode value, String type) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(","));
        }
        String text = value.asText();
        boolean several = type.startsWith("java.util.") && text.startsWith("[") && text.endsWith("]");
        return several ? text.substring(1, text.length() - 1).replace(", ", ",") : text;
    }

    private void add(List<String> elements, String type) {
        Class<?> nested = recordNamed(type);
        if (type.startsWith("java.util.Map<")) {
            add(
                    and(elements, SettingName.ANY),
                    type.substring(type.indexOf(',') + 1, type.length() - 1).trim());
        } else if (nested != null) {
            for (RecordComponent component : nested.getRecordComponents()) {
                add(
                        and(elements, DataObjectPropertyName.toDashedForm(component.getName())),
                        component.getGenericType().getTypeName());
            }
        } else {
            names.add(new SettingName(elements, type));
        }
    }

    private static List<String> and(List<String> elements, String last) {
        List<String> all = new ArrayList<>(elements);
        all.add(last);
        return List.copyOf(all);
    }

    private static @Nullable Class<?> recordNamed(String type) {
        if (!type.startsWith("io.kvitt.")) {
            return null;
        }
        try {
            Class<?> found = Class.forName(type, false, KnownSettings.class.getClassLoader());
            return found.isRecord() ? found : null;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no class " + type, e);
        }
    }

    /** Each setting that has one, with its default as it would be written. */
    Map<String, Object> defaults() {
        return defaults;
    }

    /** All names, with {@code *} for those that the merchant chooses. */
    List<String> names() {
        return names.stream().map(SettingName::toString).distinct().toList();
    }

    Optional<SettingName> named(ConfigurationPropertyName name) {
        return names.stream().filter(known -> known.fits(name)).findFirst();
    }

    Optional<SettingName> ofVariable(String variable) {
        return names.stream().filter(known -> known.fitsVariable(variable)).findFirst();
    }

    /** The name that was most likely meant. */
    String nearest(ConfigurationPropertyName name) {
        return names.stream()
                .map(known -> known.with(name))
                .min(Comparator.comparingInt(known -> distance(known, name.toString())))
                .orElseThrow();
    }

    /** How many letters must be changed, added or taken away (Levenshtein). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
