package io.kvitt.execution;

import io.kvitt.settings.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an account is left alone for a while.
 *
 * @param failures how many passes in a row, over all payments of an account, must fail by the provider's fault
 * @param pause how long nothing is tried then; doubled each time up to the longest pause
 * @param longestPause between two tries while the provider is out
 */
@ConfigurationProperties("kvitt.breaker")
record BreakerSettings(
        @DefaultValue("10") int failures,
        @DefaultValue("5s") Duration pause,
        @DefaultValue("1m") Duration longestPause) {

    BreakerSettings {
        if (failures < 1) {
            throw new WrongSetting("kvitt.breaker.failures", String.valueOf(failures), "at least 1");
        }
        if (pause.isNegative() || pause.isZero() || longestPause.compareTo(pause) < 0) {
            throw new WrongSetting(
                    "kvitt.breaker.pause", pause.toString(), "more than nothing, at most the longest pause");
        }
    }
}
