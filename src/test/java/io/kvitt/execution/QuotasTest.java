package io.kvitt.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.provider.Assignment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final BreakerSettings SETTINGS =
            new BreakerSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(60));

    private final Quotas quotas =
            new Quotas(() -> Set.of("klarna", "svea"), 64, SETTINGS, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void one_account_alone_may_take_every_worker() {
        Quotas alone = new Quotas(() -> Set.of("klarna"), 64, SETTINGS, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(alone.rooms(List.of())).isEqualTo(Map.of("klarna", 64));
    }

    @Test
    void of_several_accounts_none_may_take_every_worker() {
        assertThat(quotas.rooms(List.of())).isEqualTo(Map.of("klarna", 48, "svea", 48));
        assertThat(quotas.rooms(Collections.nCopies(48, of("klarna")))).isEqualTo(Map.of("svea", 48));
    }

    @Test
    void of_many_workers_one_account_may_take_all_but_a_few() {
        Quotas many = new Quotas(() -> Set.of("klarna", "svea"), 2000, SETTINGS, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(many.rooms(List.of())).isEqualTo(Map.of("klarna", 1936, "svea", 1936));
    }

    @Test
    void an_account_whose_provider_is_out_gets_no_room_and_the_others_keep_theirs() {
        fail("klarna", Code.PROVIDER_UNAVAILABLE, 3);

        assertThat(quotas.rooms(List.of())).isEqualTo(Map.of("svea", 48));
        assertThat(quotas.out()).containsExactly("klarna");
    }

    @Test
    void lost_answers_and_refused_credentials_count_as_out_too() {
        fail("klarna", Code.OUTCOME_UNKNOWN, 3);
        fail("svea", Code.CREDENTIALS_REFUSED, 3);

        assertThat(quotas.rooms(List.of())).isEmpty();
    }

    @Test
    void a_no_from_the_provider_is_an_answer() {
        fail("klarna", Code.PROVIDER_UNAVAILABLE, 2);
        quotas.observe(Settlement.end(of("klarna"), CommandState.REFUSED, Code.PROVIDER_REFUSED), null);
        fail("klarna", Code.PROVIDER_UNAVAILABLE, 2);

        assertThat(quotas.rooms(List.of())).containsKey("klarna");
    }

    @Test
    void a_fault_of_our_own_says_nothing_about_the_provider() {
        fail("klarna", Code.INTERNAL_ERROR, 20);
        fail("klarna", Code.PROVIDER_UNAVAILABLE, 2);
        fail("klarna", Code.INTERNAL_ERROR, 1);
        fail("klarna", Code.PROVIDER_UNAVAILABLE, 1);

        assertThat(quotas.out()).containsExactly("klarna");
    }

    @Test
    void a_provider_that_asks_for_time_gets_it_for_the_whole_account() {
        quotas.observe(
                Settlement.later(of("svea"), Code.PROVIDER_BUSY, NOW.plusSeconds(9), true), Duration.ofSeconds(2));

        assertThat(quotas.rooms(List.of())).isEqualTo(Map.of("klarna", 48));
        assertThat(quotas.out()).containsExactly("svea");
    }

    @Test
    void however_long_a_provider_asks_for_its_account_is_not_held_up_for_more_than_minutes() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Quotas held = new Quotas(() -> Set.of("svea"), 64, SETTINGS, now::get);
        held.observe(Settlement.later(of("svea"), Code.PROVIDER_BUSY, NOW.plusSeconds(9), true), Duration.ofDays(11));
        assertThat(held.rooms(List.of())).isEmpty();

        now.set(NOW.plus(Duration.ofMinutes(5)));

        assertThat(held.rooms(List.of())).containsKey("svea");
    }

    private void fail(String account, Code code, int times) {
        for (int i = 0; i < times; i++) {
            quotas.observe(Settlement.later(of(account), code, NOW, true), null);
        }
    }

    private static Execution of(String account) {
        PaymentCommand command =
                new PaymentCommand("c", Action.ACTIVATE, "1", account, "p", null, null, List.of(), null, null);
        return new Execution(
                1, 1, 1, new Assignment(command, null, "p", 0), null, false, null, 0, 0, Set.of(), false, NOW);
    }
}
