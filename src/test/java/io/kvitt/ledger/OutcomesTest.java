package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.command.CommandState;
import io.kvitt.command.Origin;
import io.kvitt.command.Submission;
import io.kvitt.execution.Execution;
import io.kvitt.execution.Settlement;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told of an end. */
class OutcomesTest extends LedgerBench {

    @Test
    void an_outcome_is_told_until_it_has_been_told() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        assertThat(queries.publish(10, told -> {})).isZero();
        ledger.settle(Settlement.end(execution, CommandState.REFUSED, Code.PAYMENT_ENDED));

        assertThatThrownBy(() -> queries.publish(10, told -> {
                    throw new IllegalStateException("the broker is away");
                }))
                .isInstanceOf(IllegalStateException.class);
        List<CommandRecord> told = new ArrayList<>();
        assertThat(queries.publish(10, told::addAll)).isEqualTo(1);
        assertThat(told).extracting(CommandRecord::commandId).containsExactly("c-1");
        assertThat(queries.publish(10, told::addAll)).isZero();
    }

    @Test
    void a_replay_that_asks_for_a_reply_is_told_the_first_answer() {
        accept(command("c-1", "A", null));
        ledger.settle(Settlement.end(claim(1).get(0), CommandState.SUCCEEDED, Code.ACTIVATED));
        queries.publish(10, told -> {});

        inbox.accept(List.of(new Submission(command("c-1", "A", null), Origin.jms("answers", "corr"))));

        List<CommandRecord> told = new ArrayList<>();
        assertThat(queries.publish(10, told::addAll)).isEqualTo(1);
        assertThat(told.get(0).replyTo()).isEqualTo("answers");
        assertThat(told.get(0).correlationId()).isEqualTo("corr");
    }
}
