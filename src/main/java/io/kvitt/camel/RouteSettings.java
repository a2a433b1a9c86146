package io.kvitt.camel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the flow comes from.
 *
 * @param routes where the routes are loaded from; a folder on disk replaces those in the jar:
 *     {@code file:routes/*.camel.yaml}
 */
@ConfigurationProperties("kvitt")
public record RouteSettings(
        @DefaultValue("classpath:routes/*.camel.yaml") String routes) {}
