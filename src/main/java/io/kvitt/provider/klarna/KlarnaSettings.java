package io.kvitt.provider.klarna;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Klarna and Kustom take their time for.
 *
 * @param settlingTime how long a write whose answer was lost may still take effect
 */
@ConfigurationProperties("kvitt.klarna")
public record KlarnaSettings(@DefaultValue("2m") Duration settlingTime) {}
