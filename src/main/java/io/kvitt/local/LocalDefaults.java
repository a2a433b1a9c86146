package io.kvitt.local;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Without a configured database or broker, the embedded one starts. */
class LocalDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("kvitt.embedded-database", String.valueOf(!environment.containsProperty("spring.datasource.url")));
        defaults.put(
                "spring.artemis.mode",
                environment.containsProperty("spring.artemis.broker-url") ? "native" : "embedded");
        environment.getPropertySources().addLast(new MapPropertySource("kvitt-local", defaults));
    }
}
