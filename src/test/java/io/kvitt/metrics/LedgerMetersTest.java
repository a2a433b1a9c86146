package io.kvitt.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kvitt.Bound;
import io.kvitt.ledger.OpenWork;
import io.kvitt.ledger.OpenWork.Sum;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.svea.SveaAccounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class LedgerMetersTest {

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenWork work = mock(OpenWork.class);
    private static final MetricsSettings TWO = Bound.settings(MetricsSettings.class, "most-accounts", 2);

    private final LedgerMeters meters =
            new LedgerMeters(registry, work, new AccountTags(accounts("a", "b"), TWO), clock);

    @Test
    void while_the_database_is_away_what_was_seen_last_is_told_and_how_old_it_is() {
        when(work.sums())
                .thenReturn(List.of(
                        new Sum("a", "ACCEPTED", false, 3, now.minusSeconds(60), 0, null, null),
                        new Sum("a", "WAITING", true, 1, now.minusSeconds(900), 0, null, null),
                        new Sum("a", "NEEDS_ATTENTION", false, 2, now, 1, "SEK", 124_950L)))
                .thenThrow(new DataAccessResourceFailureException("away"));
        meters.look();
        now = now.plusSeconds(30);
        meters.look();

        assertThat(value("kvitt.commands.open", "account", "a", "state", "ACCEPTED"))
                .isEqualTo(3);
        assertThat(value("kvitt.commands.open", "account", "b", "state", "ACCEPTED"))
                .isZero();
        assertThat(value("kvitt.command.oldest.open.age", "account", "a", "awaits", "kvitt"))
                .isEqualTo(90);
        assertThat(value("kvitt.command.oldest.open.age", "account", "a", "awaits", "outside"))
                .isEqualTo(930);
        assertThat(value("kvitt.command.oldest.open.age", "account", "b", "awaits", "kvitt"))
                .isZero();
        assertThat(value("kvitt.money.at.risk", "account", "a", "currency", "SEK"))
                .isEqualTo(124_950);
        assertThat(value("kvitt.commands.uncertain", "account", "a")).isEqualTo(1);
        assertThat(value("kvitt.ledger.seen.age")).isEqualTo(30);
    }

    @Test
    void a_look_that_takes_long_is_followed_by_a_longer_pause() {
        when(work.sums()).thenAnswer(call -> {
            now = now.plusSeconds(1);
            return List.of();
        });
        meters.look();
        now = now.plusSeconds(49);
        meters.look();
        verify(work, times(1)).sums();

        now = now.plus(Duration.ofSeconds(2));
        meters.look();
        verify(work, times(2)).sums();
    }

    @Test
    void more_accounts_than_may_have_series_of_their_own_share_one() {
        AccountTags many = new AccountTags(accounts("a", "b", "c"), TWO);

        assertThat(many.all()).containsExactly("all");
        assertThat(many.account("a")).isEqualTo("all");
        assertThat(many.account("removed")).isEqualTo("none");
        assertThat(many.account(null)).isEqualTo("none");
        assertThat(many.provider("a")).isEqualTo("svea");
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private static Accounts accounts(String... names) {
        return new Accounts(Stream.of(names)
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new Account(
                                name, SveaAccounts.SVEA, URI.create("https://svea.test"), "user", "secret"))));
    }
}
