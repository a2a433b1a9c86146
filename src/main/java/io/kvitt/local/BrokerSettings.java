package io.kvitt.local;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded broker.
 *
 * @param port where the embedded broker listens on loopback, for the merchant's own programs; below 0 it takes no connections from outside
 */
@ConfigurationProperties("kvitt.broker")
public record BrokerSettings(@DefaultValue("61616") int port) {}
