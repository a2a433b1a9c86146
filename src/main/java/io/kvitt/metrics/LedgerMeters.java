package io.kvitt.metrics;

import io.kvitt.ledger.OpenWork;
import io.kvitt.ledger.OpenWork.Sum;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What is open and at risk in the ledger, read now and then and never by a scrape: while the database is away, the
 * scrape shows what was seen last, and how old that is.
 */
@Component
final class LedgerMeters {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerMeters.class);

    /** A look may take one part in this many of the time between looks. */
    private static final int SHARE = 50;

    private static final String KVITT = "kvitt";
    private static final String OUTSIDE = "outside";

    private final OpenWork work;
    private final AccountTags accounts;
    private final Clock clock;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final MultiGauge atRisk;
    private final MultiGauge uncertain;
    private volatile Instant seenAt;
    private Instant notBefore = Instant.MIN;

    LedgerMeters(MeterRegistry registry, OpenWork work, AccountTags accounts, Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.clock = clock;
        this.seenAt = clock.instant();
        this.open = gauge(registry, "kvitt.commands.open", "Commands that have not ended, or need attention", null);
        this.oldest = gauge(registry, "kvitt.command.oldest.open.age", "Age of the oldest open command", "seconds");
        this.atRisk = gauge(registry, "kvitt.money.at.risk", "Minor units that may or may not have moved", null);
        this.uncertain =
                gauge(registry, "kvitt.commands.uncertain", "Commands that need attention with a lost answer", null);
        Gauge.builder("kvitt.ledger.seen.age", this, meters -> seconds(meters.seenAt))
                .description("How long ago the ledger was last looked at for the gauges")
                .baseUnit("seconds")
                .register(registry);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description, @Nullable String unit) {
        return MultiGauge.builder(name).description(description).baseUnit(unit).register(registry);
    }

    @Scheduled(fixedDelayString = "${kvitt.metrics.period}")
    void look() {
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) {
            return;
        }
        try {
            show(work.sums());
            seenAt = clock.instant();
            // A million open commands are counted in a second or so: then less often.
            notBefore = seenAt.plus(Duration.between(now, seenAt).multipliedBy(SHARE));
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("the ledger could not be looked at: {}", e.getClass().getSimpleName());
        }
    }

    private record Key(String account, String what) {}

    private void show(List<Sum> sums) {
        Map<Key, Long> commands = new TreeMap<>(LedgerMeters::compare);
        Map<Key, Long> money = new TreeMap<>(LedgerMeters::compare);
        Map<String, Long> lost = new TreeMap<>();
        Map<Key, Instant> first = new TreeMap<>(LedgerMeters::compare);
        for (String account : accounts.all()) {
            for (String state : List.of("ACCEPTED", "WAITING", "NEEDS_ATTENTION")) {
                commands.put(new Key(account, state), 0L);
            }
            lost.put(account, 0L);
            first.put(new Key(account, KVITT), Instant.MAX);
            first.put(new Key(account, OUTSIDE), Instant.MAX);
        }
        for (Sum sum : sums) {
            String account = accounts.account(sum.account());
            commands.merge(new Key(account, sum.state()), sum.commands(), Long::sum);
            lost.merge(account, sum.uncertain(), Long::sum);
            if (sum.atRisk() != null) {
                money.merge(new Key(account, String.valueOf(sum.currency())), sum.atRisk(), Long::sum);
            }
            if (!sum.state().equals("NEEDS_ATTENTION")) {
                first.merge(
                        new Key(account, sum.outside() ? OUTSIDE : KVITT),
                        sum.oldest(),
                        (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        open.register(rows(commands, "state"), true);
        atRisk.register(rows(money, "currency"), true);
        uncertain.register(
                lost.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("account", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
        oldest.register(
                first.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of(
                                        "account",
                                        entry.getKey().account(),
                                        "awaits",
                                        entry.getKey().what()),
                                entry.getValue(),
                                this::seconds))
                        .toList(),
                true);
    }

    private static int compare(Key a, Key b) {
        int byAccount = a.account().compareTo(b.account());
        return byAccount == 0 ? a.what().compareTo(b.what()) : byAccount;
    }

    private static List<MultiGauge.Row<?>> rows(Map<Key, Long> values, String what) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                        Tags.of(
                                "account",
                                entry.getKey().account(),
                                what,
                                entry.getKey().what()),
                        entry.getValue()))
                .toList();
    }

    private double seconds(Instant since) {
        return Math.max(
                0,
                since.equals(Instant.MAX)
                        ? 0
                        : Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }
}
