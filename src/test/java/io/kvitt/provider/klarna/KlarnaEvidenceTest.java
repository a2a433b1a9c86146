package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kvitt.Bound;
import io.kvitt.payment.Action;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class KlarnaEvidenceTest {

    private final Klarna klarna = new Klarna(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new KlarnaRequests(),
            new KlarnaHeaders(),
            Bound.settings(KlarnaSettings.class));
    private final KlarnaRequests requests = new KlarnaRequests();

    private final KlarnaOrder authorized = order("AUTHORIZED", 20000, 0, 0, 20000);
    private final KlarnaOrder partCaptured =
            order("PART_CAPTURED", 20000, 12500, 0, 7500, json -> addCapture(json, "c1", 12500, "x"));
    private final KlarnaOrder captured =
            order("CAPTURED", 20000, 20000, 0, 0, json -> addCapture(json, "c1", 20000, "x"));

    private final Attempt capture = lost(requests.activate(assignment(Action.ACTIVATE, null), authorized), authorized);
    private final Attempt remainder =
            lost(requests.activate(assignment(Action.ACTIVATE, null), partCaptured), partCaptured);
    private final Attempt cancel = lost(requests.annul(assignment(Action.ANNUL, null), authorized), authorized);
    private final Attempt refund = lost(requests.credit(assignment(Action.CREDIT, null), captured), captured);
    private final Attempt release = lost(requests.release(assignment(Action.CREDIT, null), partCaptured), partCaptured);

    @Test
    void an_order_that_has_not_changed_shows_nothing() {
        assertThat(klarna.shows(capture, authorized)).isFalse();
        assertThat(klarna.shows(remainder, partCaptured)).isFalse();
        assertThat(klarna.shows(cancel, authorized)).isFalse();
        assertThat(klarna.shows(refund, captured)).isFalse();
        assertThat(klarna.shows(release, partCaptured)).isFalse();
    }

    @Test
    void a_capture_is_shown_by_a_new_capture_with_its_reference() {
        // the totals of another moment: the reference alone must do
        KlarnaOrder now = order("PART_CAPTURED", 20000, 500, 0, 19500, json -> addCapture(json, "c9", 500, COMMAND_ID));
        assertThat(klarna.shows(capture, now)).isTrue();
    }

    @Test
    void a_capture_is_not_shown_by_another_ones_reference() {
        KlarnaOrder now =
                order("PART_CAPTURED", 20000, 19999, 0, 1, json -> addCapture(json, "c9", 19999, "erp1-000124"));
        assertThat(klarna.shows(capture, now)).isFalse();
    }

    @Test
    void a_capture_is_not_shown_by_one_that_the_same_command_had_made_before() {
        KlarnaOrder before =
                order("PART_CAPTURED", 20000, 12500, 0, 7500, json -> addCapture(json, "c1", 12500, COMMAND_ID));
        Attempt second = lost(requests.activate(assignment(Action.ACTIVATE, null), before), before);
        assertThat(klarna.shows(second, before)).isFalse();
    }

    @Test
    void a_capture_is_shown_by_a_total_that_has_grown_by_its_amount_whoever_did_it() {
        assertThat(klarna.shows(capture, order("CAPTURED", 20000, 20000, 0, 0))).isTrue();
        assertThat(klarna.shows(remainder, order("CAPTURED", 20000, 20000, 0, 0)))
                .isTrue();
        assertThat(klarna.shows(remainder, order("PART_CAPTURED", 20000, 19999, 0, 1)))
                .isFalse();
    }

    @Test
    void a_capture_without_an_id_counts_by_the_totals_only() {
        KlarnaOrder now = order(
                "PART_CAPTURED",
                20000,
                500,
                0,
                19500,
                json -> json.withArray("captures")
                        .addObject()
                        .put("captured_amount", 500)
                        .put("reference", COMMAND_ID));
        assertThat(klarna.shows(capture, now)).isFalse();
    }

    @Test
    void a_cancel_is_shown_by_a_cancelled_order_and_by_nothing_else() {
        assertThat(klarna.shows(cancel, order("CANCELLED", 20000, 0, 0, 20000))).isTrue();
        assertThat(klarna.shows(cancel, order("EXPIRED", 20000, 0, 0, 0))).isFalse();
        assertThat(klarna.shows(cancel, order("CLOSED", 20000, 0, 0, 0))).isFalse();
        assertThat(klarna.shows(cancel, order("CAPTURED", 20000, 20000, 0, 0))).isFalse();
    }

    @Test
    void a_refund_is_shown_by_a_new_refund_with_its_reference() {
        KlarnaOrder now = order("CAPTURED", 20000, 20000, 500, 0, json -> addRefund(json, "r1", 500, COMMAND_ID));
        assertThat(klarna.shows(refund, now)).isTrue();
        KlarnaOrder another = order("CAPTURED", 20000, 20000, 500, 0, json -> addRefund(json, "r1", 500, "y"));
        assertThat(klarna.shows(refund, another)).isFalse();
    }

    @Test
    void a_refund_is_not_shown_by_one_that_the_same_command_had_made_before() {
        KlarnaOrder before = order("CAPTURED", 20000, 20000, 500, 0, json -> addRefund(json, "r1", 500, COMMAND_ID));
        Attempt second = lost(requests.credit(assignment(Action.CREDIT, null), before), before);
        assertThat(klarna.shows(second, before)).isFalse();
    }

    @Test
    void a_refund_is_shown_by_the_orders_total_while_that_of_the_capture_lags() {
        KlarnaOrder now = order("CAPTURED", 20000, 20000, 20000, 0, json -> addCapture(json, "c1", 20000, "x"));
        assertThat(klarna.shows(refund, now)).isTrue();
        assertThat(klarna.shows(refund, order("CAPTURED", 20000, 20000, 19999, 0)))
                .isFalse();
    }

    @Test
    void a_refund_whose_reference_is_not_read_back_is_shown_by_the_total_alone() {
        KlarnaOrder now = order("CAPTURED", 20000, 20000, 20000, 0, json -> addRefund(json, "r1", 20000, null));
        assertThat(klarna.shows(refund, now)).isTrue();
        KlarnaOrder another = order("CAPTURED", 20000, 20000, 19999, 0, json -> addRefund(json, "r1", 19999, null));
        assertThat(klarna.shows(refund, another)).isFalse();
    }

    @Test
    void a_refund_of_the_rest_is_shown_by_growth_and_not_by_what_was_paid_back_before() {
        KlarnaOrder before = order("CAPTURED", 20000, 20000, 12000, 0);
        Attempt rest = lost(requests.credit(assignment(Action.CREDIT, null), before), before);
        assertThat(klarna.shows(rest, before)).isFalse();
        assertThat(klarna.shows(rest, order("CAPTURED", 20000, 20000, 19999, 0)))
                .isFalse();
        assertThat(klarna.shows(rest, order("CAPTURED", 20000, 20000, 20000, 0)))
                .isTrue();
    }

    @Test
    void an_update_is_shown_by_the_amount_and_the_lines_that_were_sent() {
        OrderLine[] lines = {line("A", "Chair", "2", 500, 2500, 1000), line("B", "Tyg", "1.5", 3333, 2500, 5000)};
        Attempt update = lost(requests.update(assignment(Action.UPDATE, 6000L, lines), authorized), authorized);
        assertThat(klarna.shows(update, authorized)).isFalse();
        assertThat(klarna.shows(update, standing(6000, lines))).isTrue();
        assertThat(klarna.shows(update, standing(6001, lines))).isFalse();
        assertThat(klarna.shows(update, standing(6000, lines[0]))).isFalse();
        assertThat(klarna.shows(update, order("AUTHORIZED", 6000, 0, 0, 6000))).isFalse();
    }

    @Test
    void an_update_of_the_lines_alone_is_not_shown_by_the_amount() {
        Attempt update = lost(
                requests.update(assignment(Action.UPDATE, 20000L, line("A", "Sofa", "1", 20000, 0, 20000)), authorized),
                authorized);
        assertThat(klarna.shows(update, authorized)).isFalse();
        assertThat(klarna.shows(update, standing(20000, line("A", "Sofa", "1", 20000, 0, 20000))))
                .isTrue();
    }

    private static KlarnaOrder standing(long amount, OrderLine... lines) {
        return order("AUTHORIZED", amount, 0, 0, amount, json -> {
            for (OrderLine line : lines) {
                json.withArray("order_lines").add(JSON.valueToTree(KlarnaLine.of(line)));
            }
        });
    }

    @Test
    void a_release_is_shown_when_nothing_remains_and_nothing_more_was_taken() {
        assertThat(klarna.shows(release, order("CAPTURED", 20000, 12500, 0, 0))).isTrue();
        assertThat(klarna.shows(release, order("CAPTURED", 20000, 12500, 0, 7500)))
                .isTrue();
        assertThat(klarna.shows(release, order("PART_CAPTURED", 20000, 12500, 0, 0)))
                .isTrue();
        assertThat(klarna.shows(release, order("PART_CAPTURED", 12500, 12500, 0, 0)))
                .isTrue();
        assertThat(klarna.shows(release, order("EXPIRED", 20000, 12500, 0, 7500)))
                .isTrue();
    }

    @Test
    void a_release_is_not_shown_when_somebody_captured_the_rest_instead() {
        assertThat(klarna.shows(release, order("CAPTURED", 20000, 20000, 0, 0))).isFalse();
    }

    @Test
    void a_basis_that_the_database_has_rearranged_says_the_same() throws Exception {
        ObjectMapper pretty = new ObjectMapper()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT);
        String rearranged = pretty.writeValueAsString(pretty.readValue(remainder.basis(), java.util.Map.class));
        assertThat(rearranged).isNotEqualTo(remainder.basis());
        Attempt reread = with(remainder, remainder.body(), rearranged, remainder.amount());
        assertThat(klarna.shows(reread, partCaptured)).isFalse();
        assertThat(klarna.shows(reread, captured)).isTrue();
    }

    @Test
    void an_intent_that_cannot_be_read_is_never_taken_for_one_that_did_not_happen() {
        unreadable(with(capture, capture.body(), "", capture.amount()));
        unreadable(with(capture, capture.body(), "{}", capture.amount()));
        unreadable(with(capture, capture.body(), "{\"order_id\":\"" + ORDER_ID + "\"}", capture.amount()));
        unreadable(with(capture, null, capture.basis(), capture.amount()));
        unreadable(with(capture, "{\"captured_amount\":20000}", capture.basis(), capture.amount()));
        unreadable(with(capture, capture.body(), capture.basis(), 0));
        unreadable(with(refund, null, refund.basis(), refund.amount()));
        unreadable(with(refund, refund.body(), refund.basis(), -1));
        unreadable(new Attempt(
                1, Effect.UPDATE, "update", 5, "SEK", null, "PATCH", "/", "{", authorized.basis(), NOW, null));
    }

    @Test
    void an_intent_is_never_compared_with_another_order() {
        KlarnaOrder other = order("CAPTURED", 20000, 20000, 0, 0, json -> json.put("order_id", "another"));
        assertThatThrownBy(() -> klarna.shows(capture, other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_write_settles_after_the_servers_timeout_and_a_key_is_trusted_for_less_than_its_day() {
        assertThat(klarna.settlingTime()).isEqualTo(Duration.ofSeconds(120));
        assertThat(klarna.keyLife()).isEqualTo(Duration.ofHours(23));
    }

    private void unreadable(Attempt attempt) {
        assertThatThrownBy(() -> klarna.shows(attempt, authorized)).isInstanceOf(IllegalStateException.class);
    }

    private static Attempt with(Attempt attempt, String body, String basis, long amount) {
        return new Attempt(
                attempt.id(),
                attempt.effect(),
                attempt.operation(),
                amount,
                attempt.currency(),
                attempt.idempotencyKey(),
                attempt.method(),
                attempt.path(),
                body,
                basis,
                attempt.intendedAt(),
                attempt.task());
    }
}
