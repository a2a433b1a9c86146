package io.kvitt.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an instance ends.
 *
 * @param drain how long callers are asked to let go of their connections before no more calls are taken
 */
@ConfigurationProperties("kvitt.shutdown")
public record ShutdownSettings(@DefaultValue("1s") Duration drain) {}
