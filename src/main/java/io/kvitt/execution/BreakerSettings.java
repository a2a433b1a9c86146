package io.kvitt.execution;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param failures how many passes in a row, over all payments of an account, must fail by the provider's fault
 * @param pause how long nothing is tried then; doubled each time up to {@code longestPause}
 */
@ConfigurationProperties("kvitt.breaker")
record BreakerSettings(
        @DefaultValue("10") int failures,
        @DefaultValue("5s") Duration pause,
        @DefaultValue("1m") Duration longestPause) {

    BreakerSettings {
        if (failures < 1) {
            throw new IllegalArgumentException("kvitt.breaker.failures: at least 1");
        }
        if (pause.isNegative() || pause.isZero() || longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException("kvitt.breaker.pause: more than nothing, at most the longest pause");
        }
    }
}
