package io.kvitt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.command.CommandState;
import io.kvitt.execution.Execution;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.Settlement;
import io.kvitt.execution.Settlement.AttemptResult;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Intents and settlements: under the lease of their claim, and never two unknown ones. */
class AttemptsTest extends LedgerBench {

    @Test
    void an_executor_that_comes_late_can_neither_intend_nor_settle() {
        accept(command("c-1", "A", null));
        Execution late = claim(1).get(0);
        clock.advance(LEASE);
        Execution now = claim(1).get(0);

        assertThatThrownBy(() -> ledger.intend(intent(late, null))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> ledger.settle(Settlement.end(late, CommandState.SUCCEEDED, Code.ACTIVATED)))
                .isInstanceOf(LeaseLost.class);

        assertThat(count("attempt")).isZero();
        assertThat(ledger.intend(intent(now, null)).id()).isPositive();
    }

    @Test
    void an_executor_that_comes_late_is_shut_out_even_in_one_batch_with_the_current_one() {
        accept(command("c-1", "A", null));
        Execution late = claim(1).get(0);
        clock.advance(LEASE);
        Execution now = claim(1).get(0);

        assertThat(intents.store(List.of(intent(late, null), intent(now, null))))
                .extracting(Optional::isPresent)
                .containsExactly(false, true);
        assertThat(count("attempt")).isEqualTo(1);
        assertThat(settlements.store(List.of(
                        Settlement.end(late, CommandState.REFUSED, Code.PROVIDER_REFUSED),
                        Settlement.end(now, CommandState.SUCCEEDED, Code.ACTIVATED))))
                .extracting(Optional::isPresent)
                .containsExactly(false, true);
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void what_is_settled_cannot_be_settled_or_intended_again_under_the_same_claim() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        ledger.settle(Settlement.end(execution, CommandState.SUCCEEDED, Code.ACTIVATED));

        assertThatThrownBy(() -> ledger.settle(Settlement.later(execution, Code.INTERNAL_ERROR, clock.instant(), true)))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> ledger.intend(intent(execution, null))).isInstanceOf(LeaseLost.class);
        assertThat(queries.find("c-1").orElseThrow().state()).isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void a_command_never_has_two_writes_whose_outcome_is_unknown() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        ledger.intend(intent(execution, null));

        assertThatThrownBy(() -> ledger.intend(intent(execution, null)))
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
    }

    @Test
    void the_settling_time_of_a_write_runs_from_when_the_provider_last_worked_on_it() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        Attempt attempt = ledger.intend(intent(first, null));
        clock.advance(Duration.ofSeconds(10));
        ledger.settle(Settlement.later(first, Code.TASK_RUNNING, clock.instant(), false)
                .closing(new AttemptResult(attempt.id(), null, Code.TASK_RUNNING, "/queue/1", null, null, null)));

        Execution next = claim(1).get(0);

        assertThat(next.lastWorking()).isEqualTo(clock.instant());
        assertThat(next.pending().intendedAt()).isEqualTo(clock.instant().minusSeconds(10));
        assertThat(next.pending().task()).isEqualTo("/queue/1");
    }

    @Test
    void an_intent_without_a_result_comes_back_with_the_next_claim() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        Attempt intended = ledger.intend(intent(first, null));
        clock.advance(LEASE);

        Execution next = claim(1).get(0);

        assertThat(next.pending()).isEqualTo(intended);
        assertThat(next.pendingFinishes()).isTrue();
        assertThat(next.begun()).isFalse();
    }

    @Test
    void a_settled_attempt_does_not_come_back_and_what_has_begun_does() {
        accept(command("c-1", "A", null));
        Execution first = claim(1).get(0);
        Attempt intended = ledger.intend(intent(first, null));
        ledger.settle(Settlement.later(first, Code.TASK_RUNNING, clock.instant(), false)
                .performed(Effect.RELEASE)
                .closing(AttemptResult.of(intended.id(), Result.DONE, null)));

        Execution next = claim(1).get(0);

        assertThat(next.pending()).isNull();
        assertThat(next.begun()).isTrue();
    }

    @Test
    void a_new_intent_closes_the_one_that_was_proved_absent_in_the_same_commit() {
        accept(command("c-1", "A", null));
        Execution execution = claim(1).get(0);
        Attempt lost = ledger.intend(intent(execution, null));
        ledger.intend(intent(execution, lost.id()));

        assertThat(queries.find("c-1").orElseThrow().attempts())
                .extracting(CommandRecord.AttemptRecord::result)
                .containsExactly("ABSENT", null);
    }

    @Test
    void a_settlement_tells_amount_status_reference_and_counts_tries_and_refusals() {
        accept(command("c-1", "A", 100L));
        Execution first = claim(1).get(0);
        Attempt attempt = ledger.intend(intent(first, null));
        ledger.settle(Settlement.later(first, Code.PROVIDER_REFUSED, clock.instant(), true)
                .closing(new AttemptResult(
                        attempt.id(),
                        Result.REFUSED,
                        Code.PROVIDER_REFUSED,
                        null,
                        "CAPTURE_NOT_ALLOWED",
                        null,
                        "corr")));
        Execution second = claim(1).get(0);
        assertThat(second.tries()).isEqualTo(1);
        assertThat(second.assignment().refusals()).isEqualTo(1);

        ledger.settle(Settlement.end(second, CommandState.ALREADY_SO, Code.ALREADY_ACTIVATED)
                .having(PaymentStatus.ACTIVATED, 100L, "SEK"));

        CommandRecord told = queries.find("c-1").orElseThrow();
        assertThat(told.state()).isEqualTo(CommandState.ALREADY_SO);
        assertThat(told.amount()).isEqualTo(100);
        assertThat(told.currency()).isEqualTo("SEK");
        assertThat(told.paymentStatus()).isEqualTo("ACTIVATED");
        assertThat(told.endedAt()).isEqualTo(clock.instant());
        assertThat(told.attempts()).hasSize(1).first().satisfies(tried -> {
            assertThat(tried.correlationId()).isEqualTo("corr");
            assertThat(tried.providerCode()).isEqualTo("CAPTURE_NOT_ALLOWED");
        });
    }

    @Test
    void a_write_that_is_sent_once_more_says_so_first_and_only_under_its_lease() {
        accept(command("c-1", "A", 100L));
        Execution first = claim(1).get(0);
        Attempt lost = ledger.intend(intent(first, null));
        ledger.settle(Settlement.later(first, Code.OUTCOME_UNKNOWN, clock.instant(), true));
        Execution second = claim(1).get(0);
        clock.advance(Duration.ofSeconds(7));

        assertThatThrownBy(() -> ledger.intendAgain(first, lost)).isInstanceOf(LeaseLost.class);
        ledger.intendAgain(second, lost);
        ledger.settle(Settlement.later(second, Code.OUTCOME_UNKNOWN, clock.instant(), true));

        Execution third = claim(1).get(0);
        assertThat(third.pending().intendedAt()).isEqualTo(lost.intendedAt());
        assertThat(third.lastWorking()).isEqualTo(clock.instant());
    }
}
