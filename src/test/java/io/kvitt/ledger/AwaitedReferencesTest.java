package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Settlement;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Commands and the references that lead them to their payments. */
class AwaitedReferencesTest extends LedgerBench {

    @Test
    void an_order_number_is_resolved_by_its_reference() {
        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        assertThat(accept(byOrderNumber("c-1", "100", null))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(accept(byOrderNumber("c-2", "100", "other"))).isEqualTo(Acceptance.REFERENCE_MISMATCH);

        assertThat(claim(1).get(0).assignment().providerOrderId()).isEqualTo("A");
    }

    @Test
    void commands_that_wait_for_a_reference_follow_it_in_the_order_of_acceptance() {
        accept(byOrderNumber("c-1", "100", null));
        accept(byOrderNumber("c-2", "100", null));
        accept(byOrderNumber("c-3", "100", "other"));
        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);
        assertThat(claim(10)).isEmpty();

        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        Execution first = claim(10).get(0);
        assertThat(first.assignment().command().commandId()).isEqualTo("c-1");
        ledger.settle(Settlement.end(first, CommandState.SUCCEEDED, Code.ACTIVATED));
        assertThat(ids(claim(10))).containsExactly("c-2");
        assertThat(queries.find("c-3").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);
    }

    @Test
    void a_provider_order_id_without_an_account_must_be_the_references_own() {
        accept(new PaymentCommand("c-1", Action.ANNUL, "100", null, "A", null, null, List.of(), null, null));
        accept(new PaymentCommand("c-2", Action.ANNUL, "100", null, "B", null, null, List.of(), null, null));

        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));

        assertThat(ids(claim(10))).containsExactly("c-1");
        assertThat(queries.find("c-2").orElseThrow().code()).isEqualTo(Code.ACCOUNT_MISMATCH);
    }

    @Test
    void what_awaits_its_reference_stands_in_attention_after_minutes_naming_near_misses_and_waits_on() {
        references.put(List.of(
                new OrderReference("AB100", "shop", "A", "SEK"),
                new OrderReference("#ab-0100", "shop", "B", "SEK"),
                new OrderReference("0100", "shop", "C", "SEK"),
                new OrderReference("000AB100", "other", "D", "SEK")));
        accept(byOrderNumber("c-1", "00ab100", null));
        accept(byOrderNumber("c-2", "200", "shop"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(desk.list(AccountScope.ALL, null, 0, 10)).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(desk.list(AccountScope.ALL, null, 0, 10))
                .extracting(record ->
                        record.commandId() + " " + record.waits() + " " + record.code() + " " + record.nearMisses())
                .containsExactly("c-1 true REFERENCE_AWAITED [000AB100, AB100]", "c-2 true REFERENCE_AWAITED []");
        assertThat(desk.list(AccountScope.of(List.of("shop")), null, 0, 10))
                .extracting(AttentionRecord::commandId)
                .containsExactly("c-2");
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.WAITING);

        references.put(List.of(new OrderReference("00ab100", "shop", "E", "SEK")));

        assertThat(ids(claim(10))).containsExactly("c-1");
        assertThat(desk.list(AccountScope.ALL, null, 0, 10))
                .extracting(AttentionRecord::commandId)
                .containsExactly("c-2");
    }

    @Test
    void a_reference_that_never_comes_refuses_its_commands() {
        accept(byOrderNumber("c-1", "100", null));
        clock.advance(Duration.ofHours(24));
        assertThat(references.refuseOverdue()).isZero();
        clock.advance(Duration.ofMillis(1));

        assertThat(references.refuseOverdue()).isEqualTo(1);
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.REFUSED);
        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.REFERENCE_UNKNOWN);
    }

    @Test
    void no_command_misses_a_reference_that_comes_at_the_same_moment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String number = "N" + i;
                calls.add(() -> accept(byOrderNumber("c-" + number, number, null)));
                calls.add(() -> {
                    references.put(List.of(new OrderReference(number, "shop", "P-" + number, "SEK")));
                    return number;
                });
            }
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(jdbc.queryForObject("select count(*) from command where payment_id is null", Integer.class))
                .isZero();
        assertThat(claim(200)).hasSize(100);
    }
}
