package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Settlement;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person may do about what needs attention. */
class AttentionDeskTest extends LedgerBench {

    @Test
    void what_needs_attention_may_be_tried_again_with_a_new_schedule() {
        accept(command("c-1", "A", null));
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED));
        queries.publish(10, told -> {});

        int audited = count("audit");
        assertThat(desk.retry("c-1", "eva")).isTrue();
        assertThat(desk.retry("c-1", "eva")).isFalse();

        Execution again = claim(1).get(0);
        assertThat(again.tries()).isZero();
        assertThat(again.refused()).isEmpty();
        ledger.settle(Settlement.end(again, CommandState.SUCCEEDED, Code.ACTIVATED));
        assertThat(queries.publish(10, told -> {})).isEqualTo(1);
        assertThat(count("audit")).isEqualTo(audited + 1);
    }

    @Test
    void what_needs_attention_may_be_closed_as_done_outside_with_a_note() {
        accept(command("c-1", "A", null));
        assertThat(desk.resolve("c-1", "eva", "done in the portal")).isFalse();
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED));

        assertThat(desk.resolve("c-1", "eva", "done in the portal")).isTrue();

        assertThat(queries.find("c-1").orElseThrow().code()).isEqualTo(Code.RESOLVED);
        assertThat(jdbc.queryForObject(
                        "select detail ->> 'note' from audit order by position desc limit 1", String.class))
                .isEqualTo("done in the portal");
        assertThat(claim(1)).isEmpty();
    }

    @Test
    void what_needs_attention_is_listed_to_those_who_may_see_its_account() {
        accept(command("c-1", "A", 100L));
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.NEEDS_ATTENTION, Code.RETRIES_EXHAUSTED)
                .having(PaymentStatus.AUTHORIZED, null, null));

        AttentionRecord listed = desk.list(AccountScope.ALL, null, 0, 10).get(0);
        assertThat(listed.commandId()).isEqualTo("c-1");
        assertThat(listed.amount()).isEqualTo(100);
        assertThat(listed.uncertain()).isFalse();
        assertThat(listed.paymentStatus()).isEqualTo("AUTHORIZED");
        assertThat(listed.readAt()).isEqualTo(clock.instant());
        assertThat(desk.list(AccountScope.of(List.of("shop")), "shop", 0, 10)).hasSize(1);
        assertThat(desk.list(AccountScope.of(List.of("other")), null, 0, 10)).isEmpty();
        assertThat(desk.list(AccountScope.ALL, null, listed.id(), 10)).isEmpty();
    }
}
