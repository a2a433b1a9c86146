package io.kvitt.local;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Without a configured database or broker, the embedded one starts. */
class LocalDefaults implements EnvironmentPostProcessor {

    private static final String NETTY_NO_UNSAFE = "io.netty.noUnsafe";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put("kvitt.embedded-database", String.valueOf(!environment.containsProperty("spring.datasource.url")));
        String mode = environment.getProperty(
                "spring.artemis.mode",
                environment.containsProperty("spring.artemis.broker-url") ? "native" : "embedded");
        defaults.put("spring.artemis.mode", mode);
        // Otherwise Spring Boot starts a broker that nobody uses, on a journal that instances may share.
        defaults.put("spring.artemis.embedded.enabled", String.valueOf(mode.equalsIgnoreCase("embedded")));
        // Otherwise Tomcat makes folders of its own among the machine's temporary files, and a kill leaves them there.
        if ("true".equals(defaults.get("kvitt.embedded-database"))) {
            defaults.put("server.tomcat.basedir", "${kvitt.data:./data}/tomcat");
        }
        letBrokerFreeItsBuffers();
        environment.getPropertySources().addLast(new MapPropertySource("kvitt-local", defaults));
    }

    /**
     * From JDK 25 on Netty leaves Unsafe alone, and then frees no buffer that it did not make: but the broker gives it its
     * own when it loads a journal, and would start on an empty one only.
     */
    private static void letBrokerFreeItsBuffers() {
        if (System.getProperty(NETTY_NO_UNSAFE) == null) {
            System.setProperty(NETTY_NO_UNSAFE, "false");
        }
    }
}
