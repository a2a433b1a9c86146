package io.kvitt.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Commands whose order number is not known yet.
 *
 * @param longestWait how long a command waits for its order's reference
 * @param attentionAfter after how long in waiting it stands in attention; it waits on
 * @param sweep how often those that have waited too long are looked for
 */
@ConfigurationProperties("kvitt.references")
public record ReferenceSettings(
        @Name("wait") @DefaultValue("24h") Duration longestWait,
        @DefaultValue("10m") Duration attentionAfter,
        @DefaultValue("5s") Duration sweep) {}
