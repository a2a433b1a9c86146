package io.kvitt.metrics;

import io.kvitt.command.CommandState;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.PassSettled;
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
public final class CommandMeters {

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

    /** A command has ended, in whichever way; called once for each end, by one of the instances. */
    public void ended(CommandRecord command) {
        String provider = accounts.provider(command.account());
        ends.computeIfAbsent(
                        new End(
                                accounts.account(command.account()),
                                provider,
                                command.action(),
                                command.state(),
                                wireName(command.code())),
                        this::counter)
                .increment();
        if (command.endedAt() != null) {
            durations
                    .computeIfAbsent(new Lasted(provider, command.state()), this::timer)
                    .record(Duration.between(command.acceptedAt(), command.endedAt()));
        }
    }

    @EventListener
    void onSettled(PassSettled settled) {
        if (settled.settlement().failed()) {
            String account =
                    settled.settlement().execution().assignment().command().account();
            retries.computeIfAbsent(
                            new Retry(
                                    accounts.account(account),
                                    wireName(settled.settlement().code())),
                            this::counter)
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
