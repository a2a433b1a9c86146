package io.kvitt.execution;

import io.kvitt.settings.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is done at a time.
 *
 * @param workers payments at work at once, each waiting for its provider most of the time: commands a second × 2 × the
 *     provider's latency. 28 kB each while they wait
 * @param lease how long an instance has a payment to itself without a sign of life
 * @param wakeInterval how long acceptances are gathered before other instances are told of them
 */
@ConfigurationProperties("kvitt.execution")
public record ExecutionSettings(
        @DefaultValue("2000") int workers,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("20ms") Duration wakeInterval) {

    public ExecutionSettings {
        if (workers < 1) {
            throw new WrongSetting("kvitt.execution.workers", String.valueOf(workers), "at least 1");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new WrongSetting("kvitt.execution.lease", lease.toString(), "at least 1s");
        }
    }
}
