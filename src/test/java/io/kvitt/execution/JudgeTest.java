package io.kvitt.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.Settlement.Result;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.payment.Reading;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.Requests;
import io.kvitt.provider.klarna.KlarnaAccounts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SECOND_WAIT = Duration.ofSeconds(30);

    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), SECOND_WAIT);
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private final Judge judge = new Judge(
            new RetrySchedule(
                    new RetrySettings(
                            new RetrySettings.Common(
                                    WAITS,
                                    Map.of(
                                            Code.PAYMENT_PENDING,
                                            WAITS,
                                            Code.READING_CONTRADICTS,
                                            WAITS,
                                            Code.NOT_SHOWN,
                                            WAITS)),
                            Map.of()),
                    () -> 0L),
            SETTLING);

    @Test
    void a_reading_that_allows_the_action_leads_to_its_write() {
        assertThat(decide(execution(Action.ACTIVATE), PaymentStatus.AUTHORIZED))
                .isEqualTo(new Verdict.Write(Effect.ACTIVATE, null));
    }

    @Test
    void what_is_so_already_ends_without_a_write_and_tells_the_amount() {
        Settlement settlement = settled(decide(execution(Action.ACTIVATE), PaymentStatus.ACTIVATED));

        assertThat(settlement.state()).isEqualTo(CommandState.ALREADY_SO);
        assertThat(settlement.code()).isEqualTo(Code.ALREADY_ACTIVATED);
        assertThat(settlement.amount()).isEqualTo(1000);
        assertThat(settlement.paymentStatus()).isEqualTo(PaymentStatus.ACTIVATED);
        assertThat(settlement.attempt()).isNull();
    }

    @Test
    void a_refusal_ends_without_a_write() {
        Settlement settlement = settled(decide(execution(Action.ANNUL), PaymentStatus.ACTIVATED));

        assertThat(settlement.state()).isEqualTo(CommandState.REFUSED);
        assertThat(settlement.code()).isEqualTo(Code.ACTIVATED_USE_CREDIT);
    }

    @Test
    void a_payment_under_review_is_read_again_later() {
        Settlement settlement = settled(decide(execution(Action.ACTIVATE), PaymentStatus.PENDING));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void a_write_that_was_done_ends_the_command() {
        Settlement settlement = conclude(Effect.ACTIVATE, true, new Outcome.Done("capture:1", "corr"));

        assertThat(settlement.state()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(settlement.code()).isEqualTo(Code.ACTIVATED);
        assertThat(settlement.begun()).isTrue();
        assertThat(settlement.amount()).isEqualTo(1000);
        assertThat(settlement.attempt().result()).isEqualTo(Result.DONE);
        assertThat(settlement.attempt().providerReference()).isEqualTo("capture:1");
        assertThat(settlement.attempt().correlationId()).isEqualTo("corr");
    }

    @Test
    void a_step_that_does_not_finish_is_read_at_once_and_stays_open_until_it_shows() {
        Settlement settlement = conclude(Effect.CREDIT, false, new Outcome.Done("refund:1", null));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW);
        assertThat(settlement.attempt().result()).isEqualTo(Result.REPORTED);
        assertThat(settlement.attempt().providerReference()).isEqualTo("refund:1");
        assertThat(settlement.begun()).isFalse();
        assertThat(settlement.failed()).isFalse();
    }

    @Test
    void a_task_that_has_ended_is_not_believed_before_a_reading_shows_what_it_came_to() {
        Settlement settlement = conclude(Effect.ACTIVATE, true, new Outcome.Ended("corr"));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW);
        assertThat(settlement.attempt().result()).isEqualTo(Result.REPORTED);
        assertThat(reported(Action.ACTIVATE, Effect.ACTIVATE, 0).task()).isNull();
        assertThat(settled(judge.decide(
                                reported(Action.ACTIVATE, Effect.ACTIVATE, 0),
                                Reading.of(PaymentStatus.ACTIVATED),
                                new Answers(true, 90, 0),
                                NOW))
                        .state())
                .isEqualTo(CommandState.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"ACTIVATE", "CREDIT"})
    void what_is_called_done_and_does_not_show_is_never_sent_again_and_goes_to_a_person(Effect effect) {
        Action action = effect == Effect.CREDIT ? Action.CREDIT : Action.ACTIVATE;
        Reading unchanged = Reading.of(effect == Effect.CREDIT ? PaymentStatus.ACTIVATED : PaymentStatus.AUTHORIZED);
        Instant muchLater = NOW.plus(Duration.ofHours(2));

        Settlement waits = settled(
                judge.decide(reported(action, effect, 0), unchanged, new Answers(false, 90, 82_800), muchLater));
        assertThat(waits.code()).isEqualTo(Code.NOT_SHOWN);
        assertThat(waits.nextTryAt()).isEqualTo(muchLater.plusSeconds(5));

        Settlement end = settled(
                judge.decide(reported(action, effect, 2), unchanged, new Answers(false, 90, 82_800), muchLater));
        assertThat(end.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(end.code()).isEqualTo(Code.NOT_SHOWN);
        assertThat(end.attempt()).isNull();
    }

    @Test
    void a_credit_finishes_when_nothing_is_left_to_credit_or_to_release_and_a_release_when_all_is_credited() {
        Reading partly = Reading.of(PaymentStatus.PARTLY_ACTIVATED);
        Reading reading = Reading.of(PaymentStatus.PARTLY_CREDITED);

        assertThat(TakenEffect.finishes(Effect.CREDIT, 699, reading)).isFalse();
        assertThat(TakenEffect.finishes(Effect.CREDIT, 700, reading)).isTrue();
        assertThat(TakenEffect.finishes(Effect.CREDIT, 400, partly.taken(400, 0)))
                .isFalse();
        assertThat(TakenEffect.finishes(Effect.RELEASE, 600, partly.taken(400, 0)))
                .isFalse();
        assertThat(TakenEffect.finishes(Effect.RELEASE, 600, partly.taken(400, 400)))
                .isTrue();
        assertThat(TakenEffect.finishes(Effect.ACTIVATE, 1, reading)).isTrue();
    }

    @Test
    void a_lost_answer_keeps_the_attempt_open_and_is_never_a_failure() {
        Settlement settlement = conclude(Effect.ACTIVATE, true, new Outcome.Unknown("timeout", "corr"));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
        assertThat(settlement.attempt().result()).isNull();
    }

    @Test
    void a_provider_that_is_busy_did_nothing_and_is_given_the_time_it_asks_for() {
        Settlement settlement = conclude(Effect.ACTIVATE, true, new Outcome.Busy(Duration.ofMinutes(2), null));

        assertThat(settlement.attempt().result()).isEqualTo(Result.FAILED);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(settlement.failed()).isTrue();
    }

    @Test
    void a_lost_write_that_is_sent_again_to_a_busy_provider_stays_open() {
        Attempt lost = attempt(Effect.ACTIVATE, NOW.minusSeconds(5), "key");
        Execution execution = pending(Action.ACTIVATE, lost, true);

        for (Outcome outcome :
                List.of(new Outcome.Busy(null, null), new Outcome.Refused(Code.CREDENTIALS_REFUSED, null, null))) {
            Settlement settlement = judge.conclude(execution, lost, true, outcome, NOW);

            assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
            assertThat(settlement.attempt().result()).isNull();
        }
        assertThat(Judge.notSent(execution(Action.ACTIVATE), lost)).isEqualTo(Result.FAILED);
    }

    @Test
    void a_payment_that_cannot_be_found_is_never_refused_while_a_write_of_it_may_have_happened() {
        Attempt sent = attempt(Effect.ACTIVATE, NOW.minusSeconds(5), "key");
        Execution lost = execution(Action.ACTIVATE, sent, true, 3, false, 0);
        Execution begun = execution(Action.CREDIT, null, false, 3, true, 0);

        for (Execution execution : List.of(lost, begun)) {
            assertThat(judge.unread(execution, Code.PAYMENT_NOT_FOUND, null, NOW)
                            .state())
                    .isNotEqualTo(CommandState.REFUSED);
        }
    }

    @Test
    void a_write_that_was_lost_earlier_in_the_same_pass_stays_open_when_its_last_send_is_turned_away() {
        Attempt sent = attempt(Effect.ACTIVATE, NOW, "key");

        Settlement settlement = judge.conclude(
                execution(Action.ACTIVATE).afterLosing(sent), sent, true, new Outcome.Busy(null, null), NOW);

        assertThat(settlement.attempt().result()).isNull();
    }

    @Test
    void a_refused_write_is_read_once_more_before_it_ends() {
        Settlement settlement =
                conclude(Effect.ACTIVATE, true, new Outcome.Refused(Code.PROVIDER_REFUSED, "CAPTURE_NOT_ALLOWED", "c"));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW);
        assertThat(settlement.attempt().result()).isEqualTo(Result.REFUSED);
        assertThat(settlement.attempt().providerCode()).isEqualTo("CAPTURE_NOT_ALLOWED");
    }

    @Test
    void what_was_refused_only_because_of_a_review_is_asked_for_again_when_the_payment_is_read_next() {
        Settlement settlement =
                conclude(Effect.ANNUL, true, new Outcome.Refused(Code.PAYMENT_PENDING, "CANCEL_NOT_ALLOWED", "c"));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.code()).isEqualTo(Code.PAYMENT_PENDING);
        assertThat(settlement.failed()).isTrue();
        assertThat(settlement.nextTryAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(settlement.attempt().result()).isEqualTo(Result.REFUSED);
    }

    @Test
    void what_was_refused_and_is_still_not_so_ends_refused_and_is_never_sent_again() {
        Settlement settlement = settled(decide(refusedBefore(Action.ACTIVATE), PaymentStatus.AUTHORIZED));

        assertThat(settlement.state()).isEqualTo(CommandState.REFUSED);
        assertThat(settlement.code()).isEqualTo(Code.PROVIDER_REFUSED);
    }

    @Test
    void what_was_refused_because_a_person_had_done_it_is_already_so() {
        assertThat(settled(decide(refusedBefore(Action.ACTIVATE), PaymentStatus.ACTIVATED))
                        .state())
                .isEqualTo(CommandState.ALREADY_SO);
    }

    @Test
    void refused_credentials_are_tried_again_by_the_schedule() {
        Settlement settlement =
                conclude(Effect.ACTIVATE, true, new Outcome.Refused(Code.CREDENTIALS_REFUSED, null, null));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.attempt().result()).isEqualTo(Result.FAILED);
        assertThat(settlement.failed()).isTrue();
    }

    @Test
    void a_task_is_asked_after_without_counting_as_a_try() {
        Settlement settlement = conclude(Effect.ACTIVATE, true, new Outcome.Working("/queue/1", "delivery:5", null));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.failed()).isFalse();
        assertThat(settlement.attempt().result()).isNull();
        assertThat(settlement.attempt().task()).isEqualTo("/queue/1");
        assertThat(settlement.nextTryAt()).isBetween(NOW.plusMillis(100), NOW.plusSeconds(5));
    }

    @Test
    void a_task_that_never_ends_goes_to_a_person() {
        Settlement settlement = judge.conclude(
                execution(Action.ACTIVATE),
                attempt(Effect.ACTIVATE, NOW.minus(Duration.ofHours(25)), null),
                true,
                new Outcome.Working("/queue/1", null, null),
                NOW);

        assertThat(settlement.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
    }

    @Test
    void a_lost_write_that_a_reading_shows_has_succeeded() {
        Execution execution = pending(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW.minusSeconds(1), "key"), true);

        Settlement settlement = settled(
                judge.decide(execution, Reading.of(PaymentStatus.ACTIVATED), new Answers(true, 60, 82_800), NOW));

        assertThat(settlement.state()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(settlement.attempt().result()).isEqualTo(Result.DONE);
    }

    @Test
    void a_lost_write_whose_key_still_lives_is_sent_again_at_once() {
        Execution execution = pending(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW.minusSeconds(1), "key"), true);

        assertThat(judge.decide(execution, Reading.of(PaymentStatus.AUTHORIZED), new Answers(false, 60, 82_800), NOW))
                .isEqualTo(new Verdict.Write(Effect.ACTIVATE, null));
    }

    @Test
    void a_lost_write_without_a_key_is_not_sent_again_before_it_must_have_settled() {
        Execution execution = pending(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW.minusSeconds(89), null), true);

        Settlement settlement =
                settled(judge.decide(execution, Reading.of(PaymentStatus.AUTHORIZED), new Answers(false, 90, 0), NOW));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(settlement.failed()).isFalse();
        assertThat(settlement.attempt()).isNull();
    }

    @Test
    void a_write_that_the_provider_was_still_working_on_a_moment_ago_is_not_taken_for_absent() {
        Attempt old = attempt(Effect.ACTIVATE, NOW.minusSeconds(1_000), null);
        Execution execution = new Execution(
                1,
                1,
                1,
                execution(Action.ACTIVATE).assignment(),
                old,
                true,
                NOW.minusSeconds(89),
                0,
                0,
                Set.of(),
                false,
                NOW);

        assertThat(settled(judge.decide(
                                execution, Reading.of(PaymentStatus.AUTHORIZED), new Answers(false, 90, 0), NOW))
                        .state())
                .isEqualTo(CommandState.WAITING);
    }

    @Test
    void a_lost_write_that_has_provably_not_happened_is_closed_and_made_again() {
        Execution execution = pending(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW.minusSeconds(90), null), true);

        assertThat(judge.decide(execution, Reading.of(PaymentStatus.AUTHORIZED), new Answers(false, 90, 0), NOW))
                .isEqualTo(new Verdict.Write(Effect.ACTIVATE, 7L));
    }

    @Test
    void a_lost_write_that_is_no_longer_wanted_must_still_settle_first() {
        Execution execution = pending(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW.minusSeconds(1), "key"), true);

        Settlement settlement = settled(
                judge.decide(execution, Reading.of(PaymentStatus.ANNULLED), new Answers(false, 60, 82_800), NOW));

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
    }

    @Test
    void half_done_work_that_cannot_go_on_is_for_a_person() {
        Execution begun = execution(Action.CREDIT, null, false, 0, true, 0);

        Settlement settlement = settled(
                judge.decide(begun, Reading.of(PaymentStatus.ACTIVATED).allowing(), new Answers(false, 60, 0), NOW));

        assertThat(settlement.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(settlement.code()).isEqualTo(Code.NOT_OFFERED);
    }

    @Test
    void what_was_paid_back_of_a_partly_activated_payment_is_followed_by_the_release_of_the_rest() {
        assertThat(judge.decide(
                        execution(Action.CREDIT, null, false, 0, true, 0),
                        Reading.of(PaymentStatus.PARTLY_ACTIVATED).taken(400, 400),
                        new Answers(false, 60, 0),
                        NOW))
                .isEqualTo(new Verdict.Write(Effect.RELEASE, null));
    }

    @Test
    void a_refused_release_does_not_stand_in_the_way_of_a_credit() {
        Execution execution = refused(Action.CREDIT, Set.of(Effect.RELEASE), false, 0);

        assertThat(judge.decide(execution, Reading.of(PaymentStatus.PARTLY_ACTIVATED), new Answers(false, 60, 0), NOW))
                .isEqualTo(new Verdict.Write(Effect.CREDIT, null));
    }

    @Test
    void a_rest_that_cannot_be_released_after_the_credit_is_for_a_person_and_never_called_gone() {
        Execution execution = refused(Action.REVERSE, Set.of(Effect.RELEASE), true, 400);
        Answers answers = new Answers(false, 60, 0);

        Settlement stillThere = settled(judge.decide(
                execution, Reading.of(PaymentStatus.PARTLY_ACTIVATED).taken(400, 400), answers, NOW));
        assertThat(stillThere.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(stillThere.code()).isEqualTo(Code.REST_NOT_RELEASED);

        Settlement gone = settled(judge.decide(execution, Reading.of(PaymentStatus.CREDITED), answers, NOW));
        assertThat(gone.state()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(gone.code()).isEqualTo(Code.CREDITED);
        assertThat(gone.amount()).isNull();
    }

    @Test
    void what_somebody_takes_while_a_credit_that_names_its_amount_is_under_way_is_not_paid_back() {
        Execution execution = refused(Action.CREDIT, Set.of(), true, 400);
        PaymentCommand named =
                new PaymentCommand("c", Action.CREDIT, "1", "shop", null, 400L, "SEK", List.of(), null, null);

        Settlement settlement = settled(judge.decide(
                of(execution, named),
                Reading.of(PaymentStatus.PARTLY_CREDITED).taken(1000, 400),
                new Answers(false, 60, 0),
                NOW));
        assertThat(settlement.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(settlement.code()).isEqualTo(Code.AMOUNT_MISMATCH);
    }

    @Test
    void a_lost_activation_of_a_payment_whose_rest_has_ended_is_neither_a_yes_nor_a_no() {
        Execution lost = pending(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW.minusSeconds(91), null), true);

        Settlement settlement =
                settled(judge.decide(lost, Reading.of(PaymentStatus.REST_ENDED), new Answers(false, 90, 0), NOW));

        assertThat(settlement.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(settlement.code()).isEqualTo(Code.ACTIVATED_REST_ENDED);
        assertThat(settlement.attempt()).isNull();
    }

    @Test
    void a_reading_that_contradicts_itself_is_for_a_person_within_minutes_and_says_so() {
        assertThat(judge.unread(execution(Action.ANNUL), Code.READING_CONTRADICTS, null, NOW)
                        .nextTryAt())
                .isEqualTo(NOW.plusSeconds(5));
        Settlement end =
                judge.unread(execution(Action.ANNUL, null, false, 2, false, 0), Code.READING_CONTRADICTS, null, NOW);
        assertThat(end.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(end.code()).isEqualTo(Code.READING_CONTRADICTS);
    }

    @Test
    void a_reading_that_contradicts_itself_ends_nothing_while_a_lost_write_may_still_take_effect() {
        Attempt lost = attempt(Effect.ACTIVATE, NOW.minusSeconds(60), null);

        Settlement settlement =
                judge.unread(execution(Action.ACTIVATE, lost, true, 2, false, 0), Code.READING_CONTRADICTS, null, NOW);

        assertThat(settlement.state()).isEqualTo(CommandState.WAITING);
        assertThat(settlement.nextTryAt()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void when_all_tries_are_made_a_person_has_to_look() {
        assertThat(judge.again(execution(Action.ANNUL, null, false, 1, false, 0), null, Code.PROVIDER_BUSY, null, NOW)
                        .nextTryAt())
                .isEqualTo(NOW.plus(SECOND_WAIT));
        assertThat(judge.again(execution(Action.ANNUL, null, false, 2, false, 0), null, Code.PROVIDER_BUSY, null, NOW)
                        .state())
                .isEqualTo(CommandState.NEEDS_ATTENTION);
    }

    @Test
    void a_payment_is_not_given_to_its_next_command_while_a_lost_write_may_still_take_effect() {
        Attempt lost = attempt(Effect.ACTIVATE, NOW.minusSeconds(60), null);
        Execution lastTry = execution(Action.ACTIVATE, lost, true, 2, false, 0);

        Settlement waits = judge.unread(lastTry, Code.PROVIDER_UNAVAILABLE, null, NOW);
        assertThat(waits.state()).isEqualTo(CommandState.WAITING);
        assertThat(waits.nextTryAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(waits.failed()).isTrue();
        assertThat(judge.unread(lastTry, Code.PROVIDER_UNAVAILABLE, null, NOW.plusSeconds(30))
                        .state())
                .isEqualTo(CommandState.NEEDS_ATTENTION);

        Settlement lostJustNow = judge.conclude(
                execution(Action.ACTIVATE, null, false, 2, false, 0),
                lost,
                true,
                new Outcome.Unknown("timeout", null),
                NOW);
        assertThat(lostJustNow.nextTryAt()).isEqualTo(NOW.plus(SETTLING));
    }

    @Test
    void what_is_not_offered_is_refused_but_not_while_a_lost_write_may_still_take_effect() {
        Attempt lost = attempt(Effect.ACTIVATE, NOW.minusSeconds(60), "key");
        Execution open = pending(Action.ACTIVATE, lost, true);

        assertThat(judge.notOffered(execution(Action.ACTIVATE), Code.NOT_OFFERED, NOW)
                        .state())
                .isEqualTo(CommandState.REFUSED);
        assertThat(judge.notOffered(open, Code.NOT_OFFERED, NOW).state()).isEqualTo(CommandState.WAITING);
        assertThat(judge.notOffered(open, Code.NOT_OFFERED, NOW.plusSeconds(30)).state())
                .isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(judge.notOffered(execution(Action.CREDIT, null, false, 0, true, 0), Code.NOT_OFFERED, NOW)
                        .state())
                .isEqualTo(CommandState.NEEDS_ATTENTION);
    }

    @Test
    void after_the_last_try_a_lost_write_is_only_read_and_never_sent_again() {
        Attempt lost = attempt(Effect.ACTIVATE, NOW.minusSeconds(60), "key");
        Execution over = execution(Action.ACTIVATE, lost, true, 3, false, 0);
        Answers answers = new Answers(false, 90, 82_800);

        assertThat(settled(judge.decide(over, Reading.of(PaymentStatus.AUTHORIZED), answers, NOW))
                        .nextTryAt())
                .isAfter(NOW);

        Settlement end =
                settled(judge.decide(over, Reading.of(PaymentStatus.AUTHORIZED), answers, NOW.plusSeconds(30)));
        assertThat(end.state()).isEqualTo(CommandState.NEEDS_ATTENTION);
        assertThat(end.code()).isEqualTo(Code.RETRIES_EXHAUSTED);
        assertThat(end.attempt().result()).isEqualTo(Result.ABSENT);
        assertThat(settled(judge.decide(over, Reading.of(PaymentStatus.ACTIVATED), new Answers(true, 90, 82_800), NOW))
                        .state())
                .isEqualTo(CommandState.SUCCEEDED);
    }

    @Test
    void a_key_lives_from_its_first_use_however_often_it_was_used_since() {
        Attempt old = attempt(Effect.ACTIVATE, NOW.minusSeconds(90_000), "key");
        Execution execution = new Execution(
                1,
                1,
                1,
                execution(Action.ACTIVATE).assignment(),
                old,
                true,
                NOW.minusSeconds(5),
                0,
                0,
                Set.of(),
                false,
                NOW);

        assertThat(settled(judge.decide(
                                execution, Reading.of(PaymentStatus.AUTHORIZED), new Answers(false, 60, 82_800), NOW))
                        .nextTryAt())
                .isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void an_order_that_the_provider_does_not_know_is_looked_for_a_few_times_and_then_refused() {
        assertThat(judge.unread(execution(Action.ANNUL), Code.PAYMENT_NOT_FOUND, null, NOW)
                        .state())
                .isEqualTo(CommandState.WAITING);
        assertThat(judge.unread(execution(Action.ANNUL, null, false, 3, false, 0), Code.PAYMENT_NOT_FOUND, null, NOW)
                        .state())
                .isEqualTo(CommandState.REFUSED);
    }

    private Verdict decide(Execution execution, PaymentStatus status) {
        return judge.decide(execution, Reading.of(status), new Answers(false, 60, 0), NOW);
    }

    private Settlement conclude(Effect effect, boolean finishes, Outcome outcome) {
        return judge.conclude(execution(Action.CREDIT), attempt(effect, NOW, "key"), finishes, outcome, NOW);
    }

    private static Settlement settled(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Settle.class);
        return ((Verdict.Settle) verdict).settlement();
    }

    @Test
    void an_outage_before_it_does_not_make_one_look_at_an_unknown_order_its_last() {
        Execution before = execution(Action.ANNUL, null, false, 1, false, 0);
        Execution afterOutage =
                new Execution(1, 1, 1, before.assignment(), null, false, null, 1, 0, Set.of(), false, NOW);

        assertThat(judge.unread(afterOutage, Code.PAYMENT_NOT_FOUND, null, NOW).state())
                .isEqualTo(CommandState.WAITING);
    }

    @Test
    void a_payment_that_cannot_be_found_is_not_refused_while_a_write_is_open_or_has_happened() {
        Execution open = execution(Action.ACTIVATE, attempt(Effect.ACTIVATE, NOW, "key"), true, 3, false, 0);
        Execution begun = execution(Action.CREDIT, null, false, 3, true, 0);

        assertThat(judge.unread(open, Code.PAYMENT_NOT_FOUND, null, NOW).state())
                .isEqualTo(CommandState.WAITING);
        assertThat(judge.unread(begun, Code.PAYMENT_NOT_FOUND, null, NOW).state())
                .isEqualTo(CommandState.NEEDS_ATTENTION);
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void behind_an_update_that_is_not_done_an_activation_without_an_amount_takes_nothing_and_never_says_yes(
            PaymentStatus status) {
        Execution execution = behind("update", execution(Action.ACTIVATE));

        Settlement settlement = settled(decide(execution, status));

        assertThat(settlement.state()).isEqualTo(CommandState.REFUSED);
        assertThat(settlement.code() == Code.UPDATE_NOT_DONE)
                .isEqualTo(Set.of(
                                PaymentStatus.PENDING,
                                PaymentStatus.AUTHORIZED,
                                PaymentStatus.PARTLY_ACTIVATED,
                                PaymentStatus.ACTIVATED)
                        .contains(status));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVATE, AUTHORIZED, true",
        "ACTIVATE, PARTLY_ACTIVATED, true",
        "CREDIT, ACTIVATED, true",
        "CREDIT, PARTLY_ACTIVATED, true",
        "REVERSE, ACTIVATED, true",
        "REVERSE, AUTHORIZED, false",
        "ANNUL, AUTHORIZED, false"
    })
    void where_the_account_requires_an_amount_nothing_is_taken_or_repaid_without_one(
            Action action, PaymentStatus status, boolean refused) {
        Execution execution = execution(action);
        Account strict =
                new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p", true, null);
        PaymentCommand asked = execution.assignment().command();

        Verdict verdict = decide(at(strict, asked), status);

        if (refused) {
            assertThat(settled(verdict).code()).isEqualTo(Code.AMOUNT_REQUIRED);
            assertThat(settled(verdict).state()).isEqualTo(CommandState.REFUSED);
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Write.class);
        }
        if (decide(at(strict, byStatus(asked)), status) instanceof Verdict.Settle settled) {
            assertThat(settled.settlement().code())
                    .as("an order status names no amount")
                    .isEqualTo(Code.CREDIT_BY_STATUS_OFF);
        }
    }

    private static PaymentCommand byStatus(PaymentCommand asked) {
        return new PaymentCommand(
                asked.commandId(),
                asked.action(),
                asked.orderNumber(),
                asked.account(),
                asked.providerOrderId(),
                null,
                null,
                List.of(),
                null,
                null,
                CreditByStatus.OFF);
    }

    private static Execution at(Account account, PaymentCommand command) {
        return new Execution(
                1, 1, 1, new Assignment(command, account, "order", 0), null, false, null, 0, 0, Set.of(), false, NOW);
    }

    private static Execution reported(Action action, Effect effect, int tries) {
        Execution lost = execution(action, attempt(effect, NOW, null), true, tries, false, 0);
        return new Execution(
                1,
                1,
                1,
                lost.assignment(),
                lost.pending(),
                true,
                true,
                NOW,
                tries,
                0,
                Set.of(),
                false,
                0,
                NOW,
                null,
                null,
                null);
    }

    private static Execution refused(Action action, Set<Effect> refused, boolean begun, long paidBack) {
        return new Execution(
                1,
                1,
                1,
                execution(action).assignment(),
                null,
                false,
                false,
                null,
                0,
                0,
                refused,
                begun,
                paidBack,
                NOW,
                null,
                null,
                null);
    }

    private static Execution of(Execution execution, PaymentCommand command) {
        return new Execution(
                1,
                1,
                1,
                new Assignment(command, execution.assignment().account(), "order", 0),
                null,
                false,
                false,
                null,
                0,
                0,
                execution.refused(),
                execution.begun(),
                execution.paidBack(),
                NOW,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void a_reference_of_another_currency_than_the_payments_stops_the_command(Action action) {
        Execution mistaken = referred("EUR", execution(action));

        Settlement settlement = settled(decide(mistaken, PaymentStatus.AUTHORIZED));

        assertThat(settlement.state()).isEqualTo(CommandState.REFUSED);
        assertThat(settlement.code()).isEqualTo(Code.REFERENCE_CURRENCY);
    }

    private static Execution referred(String currency, Execution execution) {
        return new Execution(
                execution.paymentId(),
                execution.fence(),
                execution.commandRow(),
                execution.assignment(),
                null,
                false,
                false,
                null,
                0,
                0,
                Set.of(),
                false,
                0,
                NOW,
                null,
                null,
                currency);
    }

    private static Execution behind(String update, Execution execution) {
        return new Execution(
                execution.paymentId(),
                execution.fence(),
                execution.commandRow(),
                execution.assignment(),
                null,
                false,
                false,
                null,
                0,
                0,
                Set.of(),
                false,
                0,
                NOW,
                null,
                update,
                null);
    }

    private static Execution execution(Action action) {
        return execution(action, null, false, 0, false, 0);
    }

    private static Execution refusedBefore(Action action) {
        return execution(action, null, false, 0, false, 1);
    }

    private static Execution pending(Action action, Attempt attempt, boolean finishes) {
        return execution(action, attempt, finishes, 0, false, 0);
    }

    private static Execution execution(
            Action action, @Nullable Attempt pending, boolean finishes, int tries, boolean begun, int refusals) {
        PaymentCommand command = new PaymentCommand("c", action, "1", "shop", null, null, null, List.of(), null, null);
        Account account = new Account("shop", KlarnaAccounts.KLARNA, URI.create("https://klarna.test"), "u", "p");
        return new Execution(
                1,
                1,
                1,
                new Assignment(command, account, "order", refusals),
                pending,
                finishes,
                null,
                tries,
                tries,
                refusals > 0 ? EnumSet.allOf(Effect.class) : Set.of(),
                begun,
                NOW);
    }

    private static Attempt attempt(Effect effect, Instant intendedAt, @Nullable String key) {
        return new Attempt(7, effect, "capture", 1000, "SEK", key, "POST", "/x", null, "{}", intendedAt, null);
    }

    private record Answers(boolean shown, int settlingSeconds, int keySeconds) implements Provider {

        @Override
        public Set<ProviderKind> kinds() {
            return Set.of();
        }

        @Override
        public Set<String> headerNames() {
            return Set.of();
        }

        @Override
        public String orderPath(String providerOrderId) {
            return "/" + providerOrderId;
        }

        @Override
        public Map<String, Object> headers(Account account, byte[] body, @Nullable String idempotencyKey) {
            return Map.of();
        }

        @Override
        public PaymentReading reading(Assignment assignment, ProviderAnswer answer) {
            throw new AssertionError();
        }

        @Override
        public Requests<PaymentReading> requests() {
            throw new AssertionError();
        }

        @Override
        public Outcome outcome(ProviderAnswer answer) {
            throw new AssertionError();
        }

        @Override
        public boolean shows(Attempt attempt, PaymentReading now) {
            return shown;
        }

        @Override
        public Duration settlingTime() {
            return Duration.ofSeconds(settlingSeconds);
        }

        @Override
        public Duration keyLife() {
            return Duration.ofSeconds(keySeconds);
        }
    }
}
