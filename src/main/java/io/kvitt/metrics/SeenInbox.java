package io.kvitt.metrics;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin.Channel;
import io.kvitt.command.Submission;
import io.kvitt.payment.Action;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The inbox as all channels see it: what comes in is counted, timed and, at DEBUG, logged. */
@Primary
@Component
final class SeenInbox implements Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(SeenInbox.class);

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Inbox inbox;
    private final MeterRegistry registry;
    private final AccountTags accounts;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Channel, Timer> timers = new ConcurrentHashMap<>();

    private record Key(Channel channel, Action action, Acceptance result) {}

    SeenInbox(@Qualifier("jdbcInbox") Inbox inbox, MeterRegistry registry, AccountTags accounts) {
        this.inbox = inbox;
        this.registry = registry;
        this.accounts = accounts;
    }

    @Override
    public List<Acceptance> accept(List<Submission> submissions) {
        if (submissions.isEmpty()) {
            return inbox.accept(submissions);
        }
        long began = System.nanoTime();
        List<Acceptance> verdicts = inbox.accept(submissions);
        Channel channel = submissions.get(0).origin().channel();
        timers.computeIfAbsent(channel, this::timer).record(Duration.ofNanos(System.nanoTime() - began));
        for (int i = 0; i < verdicts.size(); i++) {
            Submission submission = submissions.get(i);
            Key key =
                    new Key(submission.origin().channel(), submission.command().action(), verdicts.get(i));
            counters.computeIfAbsent(key, this::counter).increment();
            if (LOG.isDebugEnabled()) {
                log(submission, key);
            }
        }
        return verdicts;
    }

    @Override
    public List<String> accountsOf(Submission submission) {
        return inbox.accountsOf(submission);
    }

    private void log(Submission submission, Key key) {
        String account = submission.command().account();
        try (LogContext context =
                LogContext.of(submission.command(), account == null ? null : accounts.provider(account))) {
            LOG.debug("{} by {}: {}", key.action().wireName(), lower(key.channel()), lower(key.result()));
        }
    }

    private Counter counter(Key key) {
        return Counter.builder("kvitt.commands.accepted")
                .description("Commands that were handed in, and what the inbox made of them")
                .tag("channel", lower(key.channel()))
                .tag("action", key.action().wireName())
                .tag("result", lower(key.result()))
                .register(registry);
    }

    private Timer timer(Channel channel) {
        return Timer.builder("kvitt.inbox")
                .description(
                        "Time to store what was handed in together: one command and its commit, or a batch of a file")
                .tag("channel", lower(channel))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
