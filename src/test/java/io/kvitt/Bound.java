package io.kvitt;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as the application reads them. */
public final class Bound {

    private Bound() {}

    /** @param namesAndValues in turns; names are without the record's prefix, and what is left out has its default */
    public static <T> T settings(Class<T> type, Object... namesAndValues) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(prefix + "." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
