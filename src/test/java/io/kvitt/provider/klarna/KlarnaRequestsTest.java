package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KlarnaRequestsTest {

    private static final String PATH = "/ordermanagement/v1/orders/" + ORDER_ID;

    private final KlarnaRequests requests = new KlarnaRequests();

    @Test
    void a_capture_takes_what_remains_and_never_the_local_total() {
        ProviderRequest capture =
                requests.activate(assignment(Action.ACTIVATE, 20001L), order("PART_CAPTURED", 20000, 12500, 0, 7500));
        expect(capture, Effect.ACTIVATE, "capture", 7500, "POST", PATH + "/captures");
        assertThat(json(capture.body())).isEqualTo("{\"captured_amount\":7500,\"reference\":\"erp1-000123\"}");
    }

    @Test
    void a_cancel_gives_back_the_reservation_and_has_no_body() {
        ProviderRequest cancel =
                requests.annul(assignment(Action.ANNUL, null), order("AUTHORIZED", 20000, 0, 0, 20000));
        expect(cancel, Effect.ANNUL, "cancel", 20000, "POST", PATH + "/cancel");
        assertThat(cancel.body()).isNull();
    }

    @Test
    void a_capture_names_the_orders_lines_when_they_make_up_what_is_captured() {
        KlarnaOrder whole = order("AUTHORIZED", 1000, 0, 0, 1000, KlarnaRequestsTest::chairsOrdered);
        KlarnaOrder lowered = order("AUTHORIZED", 900, 0, 0, 900, KlarnaRequestsTest::chairsOrdered);
        KlarnaOrder theRest = order("PART_CAPTURED", 1500, 1000, 0, 500, json -> {
            chairsOrdered(json);
            json.withArray("order_lines").add(JSON.valueToTree(KlarnaLine.of(line(null, "Frakt", "1", 500, 0, 500))));
            capture(json, "c1", 1000, chairs());
        });
        KlarnaOrder withoutLines = order("PART_CAPTURED", 1500, 500, 0, 1000, json -> {
            chairsOrdered(json);
            addCapture(json, "c1", 500, "x");
        });

        assertThat(captureJson(whole)).contains("\"order_lines\":[{").contains("\"reference\":\"A\"");
        assertThat(captureJson(lowered)).doesNotContain("order_lines");
        assertThat(captureJson(theRest)).contains("Frakt").doesNotContain("Chair");
        // what somebody captured by its amount alone may have been any of them, so that these are a guess
        assertThat(captureJson(withoutLines)).doesNotContain("order_lines");
    }

    @Test
    void the_lines_of_a_capture_are_no_part_of_its_key() {
        KlarnaOrder with = order("AUTHORIZED", 1000, 0, 0, 1000, KlarnaRequestsTest::chairsOrdered);
        KlarnaOrder without = order("AUTHORIZED", 1000, 0, 0, 1000);

        assertThat(requests.activate(assignment(Action.ACTIVATE, null), with).idempotencyKey())
                .isEqualTo(requests.activate(assignment(Action.ACTIVATE, null), without)
                        .idempotencyKey());
    }

    private static void chairsOrdered(ObjectNode json) {
        json.withArray("order_lines").removeAll().add(JSON.valueToTree(chairs()));
    }

    private String captureJson(KlarnaOrder order) {
        return json(requests.activate(assignment(Action.ACTIVATE, null), order).body());
    }

    @Test
    void a_release_gives_back_the_rest_and_has_no_body() {
        ProviderRequest release =
                requests.release(assignment(Action.CREDIT, null), order("PART_CAPTURED", 20000, 12500, 0, 7500));
        expect(release, Effect.RELEASE, "release", 7500, "POST", PATH + "/release-remaining-authorization");
        assertThat(release.body()).isNull();
    }

    @Test
    void a_refund_pays_back_what_was_taken_and_not_yet_paid_back() {
        ProviderRequest refund =
                requests.credit(assignment(Action.CREDIT, null), order("CAPTURED", 20000, 12500, 500, 0));
        expect(refund, Effect.CREDIT, "refund", 12000, "POST", PATH + "/refunds");
        assertThat(json(refund.body())).isEqualTo("{\"refunded_amount\":12000,\"reference\":\"erp1-000123\"}");
    }

    @Test
    void a_refund_of_everything_names_the_lines_of_all_captures() {
        KlarnaOrder order = order("CAPTURED", 1500, 1500, 0, 0, json -> {
            capture(json, "c1", 1000, KlarnaLine.of(line("A", "Chair", "2", 500, 2500, 1000)));
            capture(json, "c2", 500, KlarnaLine.of(line("B", "Stool", "1", 500, 2500, 500)));
        });
        ProviderRequest refund = requests.credit(assignment(Action.CREDIT, null), order);
        assertThat(json(refund.body()))
                .isEqualTo("{\"refunded_amount\":1500,\"reference\":\"erp1-000123\",\"order_lines\":["
                        + "{\"type\":\"physical\",\"reference\":\"A\",\"name\":\"Chair\",\"quantity\":2,"
                        + "\"unit_price\":500,\"tax_rate\":2500,\"total_amount\":1000,\"total_tax_amount\":200},"
                        + "{\"type\":\"physical\",\"reference\":\"B\",\"name\":\"Stool\",\"quantity\":1,"
                        + "\"unit_price\":500,\"tax_rate\":2500,\"total_amount\":500,\"total_tax_amount\":100}]}");
    }

    @Test
    void a_refund_names_no_lines_when_something_was_paid_back_before() {
        KlarnaOrder totals = order("CAPTURED", 1000, 1000, 1, 0, json -> capture(json, "c1", 1000, chairs()));
        assertThat(refundJson(totals)).doesNotContain("order_lines");
        KlarnaOrder list = order("CAPTURED", 1000, 1000, 0, 0, json -> {
            capture(json, "c1", 1000, chairs());
            addRefund(json, "r1", 500, "x");
        });
        assertThat(refundJson(list)).doesNotContain("order_lines");
    }

    @Test
    void a_refund_names_no_lines_when_they_do_not_make_up_the_captures() {
        KlarnaOrder oneWithout = order("CAPTURED", 1500, 1500, 0, 0, json -> {
            capture(json, "c1", 1000, chairs());
            addCapture(json, "c2", 500, "x");
        });
        assertThat(refundJson(oneWithout)).doesNotContain("order_lines");
        // together right, each wrong: the lines would land on the wrong invoices
        KlarnaOrder swapped = order("CAPTURED", 1500, 1500, 0, 0, json -> {
            capture(json, "c1", 500, chairs());
            capture(json, "c2", 1000, KlarnaLine.of(line("B", "Stool", "1", 500, 2500, 500)));
        });
        assertThat(refundJson(swapped)).doesNotContain("order_lines");
        KlarnaOrder captureMissing = order("CAPTURED", 1500, 1500, 0, 0, json -> capture(json, "c1", 1000, chairs()));
        assertThat(refundJson(captureMissing)).doesNotContain("order_lines");
        KlarnaOrder crooked = order(
                "CAPTURED",
                1000,
                1000,
                0,
                0,
                json -> capture(
                        json, "c1", 1000, new KlarnaLine(null, "A", "Chair", 3L, 500L, 2500L, 1000L, null, 200L)));
        assertThat(refundJson(crooked)).doesNotContain("order_lines");
        KlarnaOrder noAmount = order("CAPTURED", 1000, 1000, 0, 0, json -> {
            capture(json, "c1", 1000, chairs());
            ((ObjectNode) json.withArray("captures").get(0)).remove("captured_amount");
        });
        assertThat(refundJson(noAmount)).doesNotContain("order_lines");
    }

    @Test
    void a_refund_names_at_most_a_thousand_lines() {
        KlarnaLine one = KlarnaLine.of(line("A", "Pin", "1", 1, 0, 1));
        KlarnaLine[] thousand = java.util.Collections.nCopies(1000, one).toArray(KlarnaLine[]::new);
        assertThat(refundJson(order("CAPTURED", 1000, 1000, 0, 0, json -> capture(json, "c1", 1000, thousand))))
                .contains("order_lines");
        assertThat(refundJson(order("CAPTURED", 1001, 1001, 0, 0, json -> {
                    capture(json, "c1", 1000, thousand);
                    capture(json, "c2", 1, one);
                })))
                .doesNotContain("order_lines");
    }

    @Test
    void lines_whose_sum_overflows_do_not_stop_a_refund() {
        KlarnaLine vast = new KlarnaLine(null, "A", "Chair", 1L, Long.MAX_VALUE, null, Long.MAX_VALUE, null, null);
        KlarnaOrder order = order("CAPTURED", 1000, 1000, 0, 0, json -> capture(json, "c1", 1000, vast, vast));
        assertThat(refundJson(order)).doesNotContain("order_lines");
    }

    @Test
    void an_update_sends_the_new_amount_and_the_full_new_set_of_lines() {
        Assignment assignment = assignment(
                Action.UPDATE,
                1400L,
                line("A", "Chair", "2", 500, 2500, 900),
                line("B", "Tyg", "0.5", 1200, 2500, 600),
                line("D", "Rabatt", "1", -100, 2500, -100));
        ProviderRequest update = requests.update(assignment, order("AUTHORIZED", 20000, 0, 0, 20000));
        expect(update, Effect.UPDATE, "update", 1400, "PATCH", PATH + "/authorization");
        assertThat(json(update.body()))
                .isEqualTo("{\"order_amount\":1400,\"order_lines\":["
                        + "{\"type\":\"physical\",\"reference\":\"A\",\"name\":\"Chair\",\"quantity\":2,"
                        + "\"unit_price\":500,\"tax_rate\":2500,\"total_amount\":900,"
                        + "\"total_discount_amount\":100,\"total_tax_amount\":180},"
                        + "{\"type\":\"physical\",\"reference\":\"B\",\"name\":\"0.5 × Tyg\",\"quantity\":1,"
                        + "\"unit_price\":600,\"tax_rate\":2500,\"total_amount\":600,\"total_tax_amount\":120},"
                        + "{\"type\":\"discount\",\"reference\":\"D\",\"name\":\"Rabatt\",\"quantity\":1,"
                        + "\"unit_price\":-100,\"tax_rate\":2500,\"total_amount\":-100,\"total_tax_amount\":-20}]}");
    }

    @Test
    void an_update_without_lines_is_not_offered_since_klarna_would_delete_them() {
        refuses(
                Code.LINES_REQUIRED,
                () -> requests.update(assignment(Action.UPDATE, 500L), order("AUTHORIZED", 900, 0, 0, 900)));
    }

    @Test
    void an_update_whose_lines_do_not_add_up_is_not_sent() {
        Assignment assignment = assignment(Action.UPDATE, 500L, line("A", "Chair", "1", 499, 0, 499));
        refuses(Code.LINES_SUM, () -> requests.update(assignment, order("AUTHORIZED", 900, 0, 0, 900)));
    }

    @Test
    void an_update_without_an_amount_is_never_everything() {
        Assignment assignment = assignment(Action.UPDATE, null, line("A", "Chair", "1", 500, 0, 500));
        assertThatThrownBy(() -> requests.update(assignment, order("AUTHORIZED", 900, 0, 0, 900)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothing_is_made_that_the_order_does_not_allow() {
        KlarnaOrder captured = order("CAPTURED", 900, 900, 0, 0);
        KlarnaOrder authorized = order("AUTHORIZED", 900, 0, 0, 900);
        Assignment update = assignment(Action.UPDATE, 500L, line("A", "Chair", "1", 500, 0, 500));
        refuses(Code.NOT_OFFERED, () -> requests.activate(assignment(Action.ACTIVATE, null), captured));
        refuses(Code.NOT_OFFERED, () -> requests.annul(assignment(Action.ANNUL, null), captured));
        refuses(Code.NOT_OFFERED, () -> requests.update(update, captured));
        refuses(Code.NOT_OFFERED, () -> requests.release(assignment(Action.CREDIT, null), captured));
        refuses(Code.NOT_OFFERED, () -> requests.credit(assignment(Action.CREDIT, null), authorized));
        refuses(
                Code.NOT_OFFERED,
                () -> requests.credit(assignment(Action.CREDIT, null), order("CAPTURED", 900, 900, 900, 0)));
        refuses(
                Code.NOT_OFFERED,
                () -> requests.activate(assignment(Action.ACTIVATE, null), order("CANCELLED", 900, 0, 0, 900)));
    }

    @Test
    void nothing_is_made_from_the_reading_of_another_order() {
        KlarnaOrder other = order("AUTHORIZED", 900, 0, 0, 900, json -> json.put("order_id", "another"));
        assertThatThrownBy(() -> requests.activate(assignment(Action.ACTIVATE, null), other))
                .isInstanceOfSatisfying(
                        ReadFailed.class, failed -> assertThat(failed.code()).isEqualTo(Code.READING_CONTRADICTS));
    }

    @Test
    void an_order_id_in_other_letters_is_the_same_order() {
        KlarnaOrder upper = order("AUTHORIZED", 900, 0, 0, 900, json -> json.put("order_id", ORDER_ID.toUpperCase()));
        assertThat(requests.activate(assignment(Action.ACTIVATE, null), upper).path())
                .isEqualTo(PATH + "/captures");
    }

    @Test
    void the_order_is_read_at_its_own_path() {
        assertThat(requests.path(assignment(Action.ACTIVATE, null).providerOrderId()))
                .isEqualTo(PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/captures", "a?b", "a#b", "a b", "å", "a%2fb"})
    void an_id_that_would_lead_elsewhere_is_never_put_in_a_path(String id) {
        Assignment plain = assignment(Action.ACTIVATE, null);
        Assignment odd = new Assignment(plain.command(), ACCOUNT, id, 0);
        refuses(Code.PAYMENT_NOT_FOUND, () -> requests.path(odd.providerOrderId()));
        refuses(Code.PAYMENT_NOT_FOUND, () -> requests.activate(odd, order("AUTHORIZED", 900, 0, 0, 900)));
    }

    private String refundJson(KlarnaOrder order) {
        return json(requests.credit(assignment(Action.CREDIT, null), order).body());
    }

    private static KlarnaLine chairs() {
        return KlarnaLine.of(line("A", "Chair", "2", 500, 2500, 1000));
    }

    private static void capture(ObjectNode order, String id, long amount, KlarnaLine... lines) {
        addCapture(order, id, amount, "x");
        ObjectNode capture = (ObjectNode)
                order.withArray("captures").get(order.withArray("captures").size() - 1);
        capture.set("order_lines", JSON.valueToTree(lines));
    }

    private static void expect(
            ProviderRequest request, Effect effect, String operation, long amount, String method, String path) {
        assertThat(request.effect()).isEqualTo(effect);
        assertThat(request.operation()).isEqualTo(operation);
        assertThat(request.amount()).isEqualTo(amount);
        assertThat(request.currency()).isEqualTo("SEK");
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.path()).isEqualTo(path);
        assertThat(request.idempotencyKey()).hasSize(36);
    }

    private static void refuses(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NotOffered.class, no -> assertThat(no.code()).isEqualTo(code));
    }
}
