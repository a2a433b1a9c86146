package io.kvitt.provider.svea;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Svea takes its time for.
 *
 * @param settlingTime how long a write whose answer was lost may still take effect
 */
@ConfigurationProperties("kvitt.svea")
public record SveaSettings(@DefaultValue("90s") Duration settlingTime) {}
