package io.kvitt.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the sandbox inside the application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
@ConditionalOnProperty(SandboxEnvironment.ENABLED)
class SandboxConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxConfiguration.class);

    /** The seeded orders for the application's own table, without making it know a class of the sandbox. */
    @Bean
    List<Map<String, String>> sandboxOrderReferences() {
        return Seeds.orderReferences(Sandbox.PROVIDERS).stream()
                .map(reference -> Map.of(
                        "orderNumber", reference.orderNumber(),
                        "account", reference.account(),
                        "providerOrderId", reference.providerOrderId(),
                        "currency", reference.currency()))
                .toList();
    }

    @Bean
    SmartLifecycle sandboxLifecycle(SandboxSettings settings) {
        return new Running(Objects.requireNonNull(settings.listenPort()));
    }

    /** Starts before the routes, which are consumers of it, and stops after them. */
    private static final class Running implements SmartLifecycle {

        private final int port;
        private @Nullable SandboxServer server;

        Running(int port) {
            this.port = port;
        }

        @Override
        public void start() {
            SandboxServer started = SandboxServer.start(port);
            started.plantSeeds();
            server = started;
            LOG.info(
                    "No accounts are configured: sandbox with {} orders on {}",
                    Seeds.orderReferences(Sandbox.PROVIDERS).size(),
                    started.address());
        }

        @Override
        public void stop() {
            if (server != null) {
                server.close();
                server = null;
            }
        }

        @Override
        public boolean isRunning() {
            return server != null;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE + 1000;
        }
    }
}
