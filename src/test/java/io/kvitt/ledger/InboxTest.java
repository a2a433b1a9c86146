package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.command.WorkAccepted;
import io.kvitt.ledger.ReferenceTable.Answer;
import io.kvitt.ledger.ReferenceTable.Asked;
import io.kvitt.payment.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the inbox stores, tells apart and says of it. */
class InboxTest extends LedgerBench {

    @Test
    void a_command_is_stored_once_and_its_replay_is_told_apart_from_a_reused_id() {
        assertThat(accept(command("c-1", "A", 100L))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(accept(command("c-1", "A", 100L))).isEqualTo(Acceptance.REPLAY);
        assertThat(accept(command("c-1", "A", 101L))).isEqualTo(Acceptance.ID_REUSED);

        assertThat(count("command")).isEqualTo(1);
        assertThat(events).containsExactly(new WorkAccepted());
    }

    @Test
    void one_batch_may_hold_the_same_id_twice() {
        assertThat(inbox.accept(List.of(
                        submission(command("c-1", "A", 100L)),
                        submission(command("c-1", "A", 100L)),
                        submission(command("c-1", "A", 5L)),
                        submission(command("c-2", "B", 100L)))))
                .containsExactly(Acceptance.ACCEPTED, Acceptance.REPLAY, Acceptance.ID_REUSED, Acceptance.ACCEPTED);
    }

    @Test
    void the_same_id_sent_by_many_at_once_is_stored_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Acceptance>> calls = IntStream.range(0, 200)
                    .<Callable<Acceptance>>mapToObj(i -> () -> i % 2 == 0
                            ? accept(command("c-1", "A", 100L))
                            : inbox.accept(List.of(
                                            submission(command("c-1", "A", 100L)),
                                            submission(command("x-" + i, "A", 100L))))
                                    .get(0))
                    .toList();
            List<Acceptance> verdicts = new ArrayList<>();
            for (Future<Acceptance> call : threads.invokeAll(calls)) {
                verdicts.add(call.get());
            }
            assertThat(verdicts).containsOnlyOnce(Acceptance.ACCEPTED).contains(Acceptance.REPLAY);
            assertThat(count("command")).isEqualTo(101);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void what_is_told_of_a_command_when_it_is_stored_is_what_a_reading_finds() {
        references.put(List.of(new OrderReference("100", "shop", "A", "SEK")));
        clock.advance(Duration.ofNanos(1_234_567_899));
        Map<String, Stored> told = new ConcurrentHashMap<>();
        List<PaymentCommand> commands = List.of(
                command("c-1", "B", 100L),
                byOrderNumber("c-2", "100", null),
                byOrderNumber("c-3", "101", null),
                byOrderNumber("c-4", "101", "shop"));

        for (PaymentCommand command : commands) {
            assertThat(acceptTelling(command, told)).isEqualTo(Acceptance.ACCEPTED);
        }

        for (PaymentCommand command : commands) {
            CommandRecord read = queries.find(command.commandId()).orElseThrow();
            Stored stored = told.get(command.commandId());
            assertThat(stored.acceptedAt()).isEqualTo(read.acceptedAt());
            assertThat(stored.account()).isEqualTo(read.account());
            assertThat(stored.providerOrderId()).isEqualTo(read.providerOrderId());
            assertThat(stored.awaitsReference()).isEqualTo(read.code() == Code.REFERENCE_AWAITED);
            assertThat(read.state()).isEqualTo(stored.awaitsReference() ? CommandState.WAITING : CommandState.ACCEPTED);
        }
        assertThat(told.get("c-2").account()).isEqualTo("shop");
        assertThat(told.get("c-3").awaitsReference()).isTrue();
    }

    @Test
    void nothing_is_told_of_what_is_not_stored() {
        Map<String, Stored> told = new ConcurrentHashMap<>();
        accept(command("c-1", "A", 100L));

        assertThat(acceptTelling(command("c-1", "A", 100L), told)).isEqualTo(Acceptance.REPLAY);
        assertThat(acceptTelling(command("c-1", "A", 101L), told)).isEqualTo(Acceptance.ID_REUSED);

        assertThat(told).isEmpty();
    }

    @Test
    void a_sender_acts_on_its_own_accounts_only_whatever_leads_to_them() {
        references.put(List.of(new OrderReference("100", "other", "A", "SEK")));

        assertThat(acceptFromShop(command("c-1", "A", null))).isEqualTo(Acceptance.ACCEPTED);
        assertThat(acceptFromShop(byOrderNumber("c-2", "100", null))).isEqualTo(Acceptance.OUT_OF_SCOPE);
        assertThat(acceptFromShop(byOrderNumber("c-3", "100", "shop"))).isEqualTo(Acceptance.OUT_OF_SCOPE);
        assertThat(acceptFromShop(byOrderNumber("c-4", "101", null))).isEqualTo(Acceptance.OUT_OF_SCOPE);
        assertThat(acceptFromShop(byOrderNumber("c-5", "101", "shop"))).isEqualTo(Acceptance.ACCEPTED);

        references.put(List.of(new OrderReference("101", "other", "B", "SEK")));
        assertThat(queries.find("c-5").orElseThrow().code()).isEqualTo(Code.REFERENCE_AWAITED);
        assertThat(queries.list(AccountScope.of(List.of("other")), null, null, null, null, 10))
                .isEmpty();
    }

    @Test
    void nothing_is_stored_together_with_a_reference_to_an_account_outside_the_scope() {
        AccountScope shop = AccountScope.of(List.of("shop"));
        references.put(List.of(new OrderReference("100", "other", "A", "SEK")));

        assertThat(references.put(
                        List.of(
                                new Asked(new OrderReference("101", "shop", "X", "SEK"), false),
                                new Asked(new OrderReference("102", "other", "X", "SEK"), true)),
                        shop,
                        "erp"))
                .containsExactly(Answer.DENIED, Answer.DENIED);
        assertThat(references.find(List.of("100", "101", "102"))).containsOnlyKeys("100");
        assertThat(references.put(
                        List.of(new Asked(new OrderReference("100", "shop", "X", "SEK"), false)), shop, "erp"))
                .containsExactly(Answer.STORED);
        assertThat(references.find("100").all())
                .containsExactly(
                        new OrderReference("100", "other", "A", "SEK"), new OrderReference("100", "shop", "X", "SEK"));
    }
}
