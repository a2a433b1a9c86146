package io.kvitt.sandbox;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The simulated providers.
 *
 * @param enabled whether the simulated providers start; by default where no account is configured
 * @param port where they listen, on loopback; 0 takes a free one
 * @param listenPort set by the sandbox itself: where it listens
 */
@ConfigurationProperties("kvitt.sandbox")
public record SandboxSettings(
        @Nullable Boolean enabled,
        @DefaultValue("8089") int port,
        @Nullable Integer listenPort) {}
