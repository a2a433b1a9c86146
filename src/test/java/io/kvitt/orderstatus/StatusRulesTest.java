package io.kvitt.orderstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.command.CommandState;
import io.kvitt.orderstatus.StatusMeaning.Act;
import io.kvitt.orderstatus.StatusMeaning.Ambiguous;
import io.kvitt.orderstatus.StatusMeaning.Ignored;
import io.kvitt.orderstatus.StatusMeaning.Off;
import io.kvitt.orderstatus.StatusMeaning.Unmapped;
import io.kvitt.orderstatus.StatusRules.History;
import io.kvitt.payment.Code;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Act ACTIVATE = new Act(ActionGroup.ACTIVATE);
    private static final Act UPDATE = new Act(ActionGroup.UPDATE);

    @ParameterizedTest
    @EnumSource(CommandState.class)
    void a_group_that_was_entered_is_entered_again_only_when_its_command_failed(CommandState state) {
        History history = new History(NOON, ActionGroup.ACTIVATE, "", state);

        Code code = StatusRules.decide(ACTIVATE, change(NOON, null), history);

        assertThat(code)
                .isEqualTo(
                        switch (state) {
                            case REFUSED, NEEDS_ATTENTION -> Code.STATUS_COMMANDED;
                            case ACCEPTED, EXECUTING, WAITING, SUCCEEDED, ALREADY_SO -> Code.STATUS_ALREADY_IN_GROUP;
                        });
    }

    @Test
    void another_group_is_always_entered() {
        History activated = new History(NOON, ActionGroup.ACTIVATE, "", CommandState.SUCCEEDED);

        assertThat(StatusRules.decide(new Act(ActionGroup.REVERSE), change(NOON, null), activated))
                .isEqualTo(Code.STATUS_COMMANDED);
    }

    @Test
    void an_update_with_another_amount_is_another_update() {
        History updated =
                new History(NOON, ActionGroup.UPDATE, change(NOON, 100L).content(), CommandState.SUCCEEDED);

        assertThat(StatusRules.decide(UPDATE, change(NOON, 100L), updated)).isEqualTo(Code.STATUS_ALREADY_IN_GROUP);
        assertThat(StatusRules.decide(UPDATE, change(NOON, 101L), updated)).isEqualTo(Code.STATUS_COMMANDED);
    }

    @Test
    void only_what_occurred_before_the_latest_that_acted_is_stale() {
        History history = new History(NOON, ActionGroup.REVERSE, "", CommandState.SUCCEEDED);

        assertThat(StatusRules.decide(ACTIVATE, change(NOON.minusNanos(1000), null), history))
                .isEqualTo(Code.STATUS_STALE);
        assertThat(StatusRules.decide(ACTIVATE, change(NOON, null), history)).isEqualTo(Code.STATUS_COMMANDED);
        assertThat(StatusRules.decide(ACTIVATE, change(null, null), history)).isEqualTo(Code.STATUS_COMMANDED);
    }

    @Test
    void what_would_do_nothing_is_never_stale_and_what_may_mean_anything_is_refused() {
        History history = new History(NOON, ActionGroup.REVERSE, "", CommandState.SUCCEEDED);
        StatusChange late = change(NOON.minusSeconds(1), null);

        assertThat(StatusRules.decide(new Unmapped(), late, history)).isEqualTo(Code.STATUS_UNMAPPED);
        assertThat(StatusRules.decide(new Ignored(), late, history)).isEqualTo(Code.STATUS_IGNORED);
        assertThat(StatusRules.decide(new Off(ActionGroup.ACTIVATE), late, history))
                .isEqualTo(Code.STATUS_GROUP_OFF);
        assertThat(StatusRules.decide(new Ambiguous(), late, history)).isEqualTo(Code.STATUS_AMBIGUOUS);
    }

    @ParameterizedTest
    @EnumSource(ActionGroup.class)
    void a_late_status_misses_nothing_when_its_group_has_been_entered_since(ActionGroup group) {
        StatusChange late = change(NOON.minusSeconds(1), 100L);
        History entered = new History(NOON, group, late.content(), CommandState.SUCCEEDED);
        History failed = new History(NOON, group, late.content(), CommandState.REFUSED);

        assertThat(StatusRules.decide(new Act(group), late, entered)).isEqualTo(Code.STATUS_ALREADY_IN_GROUP);
        assertThat(StatusRules.decide(new Act(group), late, failed)).isEqualTo(Code.STATUS_STALE);
    }

    @Test
    void a_change_without_an_id_is_known_by_order_status_and_time() {
        assertThat(named("levererad ", NOON).id())
                .isEqualTo(named("Levererad", NOON).id());
        assertThat(named("Levererad", NOON.plusSeconds(1)).id())
                .isNotEqualTo(named("Levererad", NOON).id());
        assertThat(named("Klar", NOON).id())
                .isNotEqualTo(named("Levererad", NOON).id());
    }

    private static StatusChange change(@Nullable Instant occurredAt, @Nullable Long amount) {
        return new StatusChange(
                null, "1", "Levererad", null, occurredAt, null, null, null, amount, null, List.of(), null);
    }

    private static StatusChange named(String status, Instant occurredAt) {
        return new StatusChange(null, "1", status, null, occurredAt, null, null, null, null, null, List.of(), null);
    }
}
