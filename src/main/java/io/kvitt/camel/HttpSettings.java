package io.kvitt.camel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Calls to providers.
 *
 * @param connectTimeout for a connection to come about
 * @param responseTimeout for the whole answer
 */
@ConfigurationProperties("kvitt.http")
public record HttpSettings(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("20s") Duration responseTimeout) {}
