package io.kvitt.metrics;

import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.PassSettled;
import io.kvitt.execution.Settlement;
import io.kvitt.ledger.CommandEnded;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts the ends of commands and the tries that failed. */
@Component
final class CommandMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofDays(1)
    };

    private final MeterRegistry registry;
    private final AccountTags accounts;
    private final Map<End, Counter> ends = new ConcurrentHashMap<>();
    private final Map<Lasted, Timer> durations = new ConcurrentHashMap<>();
    private final Map<Retry, Counter> retries = new ConcurrentHashMap<>();

    private record End(String account, String provider, Action action, CommandState state, String code) {}

    private record Lasted(String provider, CommandState state) {}

    private record Retry(String account, String reason) {}

    CommandMeters(MeterRegistry registry, AccountTags accounts) {
        this.registry = registry;
        this.accounts = accounts;
    }

    @EventListener
    void onEnded(CommandEnded ended) {
        String provider = accounts.provider(ended.account());
        durations
                .computeIfAbsent(new Lasted(provider, ended.state()), this::timer)
                .record(Duration.between(ended.acceptedAt(), ended.endedAt()));
        ends.computeIfAbsent(
                        new End(
                                accounts.account(ended.account()),
                                provider,
                                ended.action(),
                                ended.state(),
                                wireName(ended.code())),
                        this::counter)
                .increment();
    }

    @EventListener
    void onSettled(PassSettled settled) {
        Settlement settlement = settled.settlement();
        PaymentCommand command = settlement.execution().assignment().command();
        if (settlement.failed()) {
            retries.computeIfAbsent(
                            new Retry(accounts.account(command.account()), wireName(settlement.code())), this::counter)
                    .increment();
        }
    }

    private static String wireName(@Nullable Code code) {
        return code == null ? "none" : code.wireName();
    }

    private Counter counter(End end) {
        return Counter.builder("kvitt.commands.ended")
                .description("Commands that came to an end")
                .tag("account", end.account())
                .tag("provider", end.provider())
                .tag("action", end.action().wireName())
                .tag("state", end.state().name())
                .tag("code", end.code())
                .register(registry);
    }

    private Timer timer(Lasted lasted) {
        return Timer.builder("kvitt.command.duration")
                .description("From a command's acceptance to its end")
                .tag("provider", lasted.provider())
                .tag("state", lasted.state().name())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter counter(Retry retry) {
        return Counter.builder("kvitt.retries")
                .description("Tries that failed")
                .tag("account", retry.account())
                .tag("reason", retry.reason())
                .register(registry);
    }
}
