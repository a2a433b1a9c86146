package io.kvitt.metrics;

import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.Settlement;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.Notices;
import io.kvitt.ledger.PassSettled;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
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
    private final Notices notices;
    private final Clock clock;
    private final Map<End, Counter> ends = new ConcurrentHashMap<>();
    private final Map<Lasted, Timer> durations = new ConcurrentHashMap<>();
    private final Map<Retry, Counter> retries = new ConcurrentHashMap<>();

    private record End(String account, String provider, Action action, CommandState state, String code) {}

    private record Lasted(String provider, CommandState state) {}

    private record Retry(String account, String reason) {}

    CommandMeters(MeterRegistry registry, AccountTags accounts, Notices notices, Clock clock) {
        this.registry = registry;
        this.accounts = accounts;
        this.notices = notices;
        this.clock = clock;
    }

    /** A command has ended that is noticed on its own; called once for each end, by one of the instances. */
    public void ended(CommandRecord command) {
        if (command.endedAt() != null) {
            ended(
                    command.account(),
                    command.action(),
                    command.state(),
                    command.code(),
                    Duration.between(command.acceptedAt(), command.endedAt()));
        }
    }

    private void ended(
            @Nullable String account, Action action, CommandState state, @Nullable Code code, Duration time) {
        String provider = accounts.provider(account);
        durations.computeIfAbsent(new Lasted(provider, state), this::timer).record(time);
        ends.computeIfAbsent(new End(accounts.account(account), provider, action, state, wireName(code)), this::counter)
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
        // Where nobody is told by Kvitt itself, the end of a pass counts as noticed, and no notice of it follows.
        if (settlement.state().isEnd() && !notices.wanted()) {
            ended(
                    command.account(),
                    command.action(),
                    settlement.state(),
                    settlement.code(),
                    Duration.between(settlement.execution().acceptedAt(), clock.instant()));
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
