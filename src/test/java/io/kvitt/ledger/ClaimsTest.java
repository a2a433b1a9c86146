package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Settlement;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which payments are claimed, by whom and for how long. */
class ClaimsTest extends LedgerBench {

    @Test
    void a_payments_commands_are_claimed_one_at_a_time_in_the_order_of_acceptance() {
        inbox.accept(List.of(
                submission(command("c-1", "A", null)),
                submission(command("c-2", "A", null)),
                submission(command("c-3", "B", null))));

        List<Execution> first = claim(10);
        assertThat(ids(first)).containsExactlyInAnyOrder("c-1", "c-3");
        assertThat(claim(10)).isEmpty();

        ledger.settle(Settlement.end(find(first, "c-1"), CommandState.ALREADY_SO, Code.ALREADY_ACTIVATED));
        assertThat(ids(claim(10))).containsExactly("c-2");
    }

    @Test
    void many_claimers_never_get_the_same_payment() throws Exception {
        inbox.accept(IntStream.range(0, 300)
                .mapToObj(i -> submission(command("c-" + i, "P-" + i, null)))
                .toList());
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, 60)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> ids(claim(7)).stream().allMatch(claimed::add))
                    .toList();
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(claimed).hasSize(300);
    }

    @Test
    void a_command_of_a_silent_instance_is_claimed_again_when_its_lease_runs_out() {
        accept(command("c-1", "A", null));
        Execution lost = claim(1).get(0);

        clock.advance(LEASE.minusMillis(1));
        assertThat(claim(1)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        Execution next = claim(1).get(0);

        assertThat(next.fence()).isGreaterThan(lost.fence());
    }

    @Test
    void a_heartbeat_keeps_a_lease_but_not_one_that_was_lost() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        clock.advance(Duration.ofSeconds(20));
        ledger.extend(List.of(first), LEASE);
        clock.advance(Duration.ofSeconds(20));
        assertThat(claim(1)).isEmpty();

        clock.advance(Duration.ofSeconds(11));
        Execution second = claim(1).get(0);
        clock.advance(Duration.ofSeconds(29));
        ledger.extend(List.of(first), LEASE);
        clock.advance(Duration.ofSeconds(2));
        assertThat(claim(1)).extracting(Execution::fence).containsExactly(second.fence() + 1);
    }

    @Test
    void a_command_that_waits_is_not_due_before_its_time_and_lets_nobody_pass() {
        accept(command("c-1", "A", null));
        accept(command("c-2", "A", null));
        Execution first = claim(1).get(0);
        ledger.settle(Settlement.later(
                first, Code.PROVIDER_UNAVAILABLE, clock.instant().plusSeconds(5), true));
        accept(command("c-3", "A", null));

        assertThat(claim(10)).isEmpty();
        assertThat(ledger.nextDue(Set.of("shop", "other")))
                .contains(clock.instant().plusSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(ids(claim(10))).containsExactly("c-1");
    }

    @Test
    void what_is_being_worked_on_reads_executing() {
        accept(command("c-1", "A", null));
        accept(command("c-2", "A", null));
        claim(1);

        assertThat(queries.list(AccountScope.ALL, null, CommandState.EXECUTING, null, null, 10))
                .extracting(CommandRecord::commandId)
                .containsExactly("c-1");
        assertThat(queries.list(AccountScope.ALL, null, CommandState.ACCEPTED, "shop", null, 10))
                .extracting(CommandRecord::commandId)
                .containsExactly("c-2");
    }

    @Test
    void each_account_gets_no_more_than_its_room_and_none_holds_up_another() {
        IntStream.range(0, 5).forEach(i -> accept(command("c-" + i, "P-" + i, null)));
        accept(new PaymentCommand("svea", Action.ANNUL, null, "other", "S-1", null, null, List.of(), null, null));

        assertThat(ids(ledger.claim(10, Map.of("shop", 2, "other", 5), LEASE)))
                .containsExactlyInAnyOrder("c-0", "c-1", "svea");
        assertThat(ledger.claim(10, Map.of("other", 5), LEASE)).isEmpty();
        assertThat(ids(ledger.claim(2, Map.of("shop", 5, "other", 5), LEASE))).containsExactlyInAnyOrder("c-2", "c-3");
        assertThat(ledger.accountsAtWork()).containsExactlyInAnyOrder("shop", "other");
    }

    @Test
    void a_command_that_cannot_be_read_is_set_aside_and_holds_up_nobody() {
        accept(command("c-1", "A", null));
        accept(command("c-2", "A", null));
        accept(command("c-3", "B", null));
        jdbc.update("update command set action = 'devour' where command_id = 'c-1'");

        assertThat(ids(claim(10))).containsExactly("c-3");

        assertThat(jdbc.queryForObject(
                        "select state || ' ' || code from command where command_id = 'c-1'", String.class))
                .isEqualTo("NEEDS_ATTENTION UNREADABLE");
        assertThat(ids(claim(10))).contains("c-2");
    }
}
