package io.kvitt.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Times the calls of providers. */
@Component
public final class ProviderMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20)
    };

    private final MeterRegistry registry;
    private final AccountTags accounts;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    private record Key(String account, String operation, String outcome) {}

    ProviderMeters(MeterRegistry registry, AccountTags accounts) {
        this.registry = registry;
        this.accounts = accounts;
    }

    /**
     * @param operation {@code read}, {@code task} or {@code write}
     * @param outcome the answer's status class ({@code 2xx}), {@code 429}, or how the answer failed to come
     */
    public void called(String account, String operation, String outcome, Duration time) {
        timers.computeIfAbsent(new Key(account, operation, outcome), this::timer)
                .record(time);
    }

    private Timer timer(Key key) {
        return Timer.builder("kvitt.provider.calls")
                .description("Calls of providers, from the first byte out to the last byte in")
                .tag("account", accounts.account(key.account()))
                .tag("provider", accounts.provider(key.account()))
                .tag("operation", key.operation())
                .tag("outcome", key.outcome())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
