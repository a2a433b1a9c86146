package io.kvitt.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Set by the sandbox itself.
 *
 * @param demoCallers whether the key and the user that everybody knows may come in
 */
@ConfigurationProperties("kvitt.sandbox")
public record SandboxCallers(boolean demoCallers) {}
