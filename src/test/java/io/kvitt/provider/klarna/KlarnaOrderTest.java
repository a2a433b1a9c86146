package io.kvitt.provider.klarna;

import static io.kvitt.payment.Effect.*;
import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlarnaOrderTest {

    @ParameterizedTest(name = "{0} {1} {2}/{3}/{4}/{5} is {6}")
    @CsvSource({
        // status, fraud, order, captured, refunded, remaining → ours, allowed, our remaining, our total
        "AUTHORIZED,    ACCEPTED, 20000,     0,     0, 20000, AUTHORIZED,       ACTIVATE ANNUL UPDATE, 20000, 20000",
        "AUTHORIZED,    ,         20000,     0,     0, 20000, AUTHORIZED,       ACTIVATE ANNUL UPDATE, 20000, 20000",
        "AUTHORIZED,    ACCEPTED,     0,     0,     0,     0, AUTHORIZED,       ANNUL UPDATE,              0,     0",
        "AUTHORIZED,    PENDING,  20000,     0,     0, 20000, PENDING,          ANNUL,                 20000, 20000",
        "AUTHORIZED,    REJECTED, 20000,     0,     0, 20000, AUTHORIZED,       ANNUL,                 20000, 20000",
        "AUTHORIZED,    STOPPED,  20000,     0,     0, 20000, AUTHORIZED,       ANNUL,                 20000, 20000",
        "PART_CAPTURED, ACCEPTED, 20000, 12500,     0,  7500, PARTLY_ACTIVATED, ACTIVATE CREDIT RELEASE, 7500, 20000",
        "PART_CAPTURED, ,         20000, 12500,     0,  7500, PARTLY_ACTIVATED, ACTIVATE CREDIT RELEASE, 7500, 20000",
        "PART_CAPTURED, PENDING,  20000, 12500,     0,  7500, PARTLY_ACTIVATED, CREDIT RELEASE,         7500, 20000",
        "PART_CAPTURED, REJECTED, 20000, 12500,     0,  7500, PARTLY_ACTIVATED, CREDIT RELEASE,         7500, 20000",
        "PART_CAPTURED, STOPPED,  20000, 12500,     0,  7500, PARTLY_ACTIVATED, CREDIT RELEASE,         7500, 20000",
        "PART_CAPTURED, ACCEPTED, 20000, 12500,   500,  7500, PARTLY_ACTIVATED, ACTIVATE CREDIT RELEASE, 7500, 20000",
        "PART_CAPTURED, ACCEPTED, 20000, 12500, 12500,  7500, PARTLY_ACTIVATED, ACTIVATE RELEASE,       7500, 20000",
        "PART_CAPTURED, ACCEPTED, 20000, 12500,     0,     0, REST_ENDED,       CREDIT,                    0, 12500",
        "PART_CAPTURED, ACCEPTED, 20000, 12500,   500,     0, PARTLY_CREDITED,  CREDIT,                    0, 12500",
        "PART_CAPTURED, ACCEPTED, 20000, 12500, 12500,     0, CREDITED,         ,                          0, 12500",
        "CAPTURED,      ACCEPTED, 20000, 20000,     0,     0, ACTIVATED,        CREDIT,                    0, 20000",
        "CAPTURED,      ACCEPTED, 20000, 12500,     0,     0, REST_ENDED,       CREDIT,                    0, 12500",
        "CAPTURED,      ACCEPTED, 20000, 12500,     0,  7500, REST_ENDED,       CREDIT,                    0, 12500",
        "CAPTURED,      PENDING,  20000, 20000,     0,     0, ACTIVATED,        CREDIT,                    0, 20000",
        "CAPTURED,      REJECTED, 20000, 20000,     0,     0, ACTIVATED,        CREDIT,                    0, 20000",
        "CAPTURED,      ANY_NEW,  20000, 20000,     0,     0, ACTIVATED,        CREDIT,                    0, 20000",
        "CAPTURED,      ACCEPTED, 20000, 20000,     1,     0, PARTLY_CREDITED,  CREDIT,                    0, 20000",
        "CAPTURED,      ACCEPTED, 20000, 20000, 19999,     0, PARTLY_CREDITED,  CREDIT,                    0, 20000",
        "CAPTURED,      ACCEPTED, 20000, 20000, 20000,     0, CREDITED,         ,                          0, 20000",
        "CANCELLED,     ACCEPTED, 20000,     0,     0, 20000, ANNULLED,         ,                          0,     0",
        "CANCELLED,     REJECTED, 20000,     0,     0,     0, ANNULLED,         ,                          0,     0",
        "EXPIRED,       ACCEPTED, 20000,     0,     0, 20000, EXPIRED,          ,                          0,     0",
        "EXPIRED,       ACCEPTED, 20000, 12500,     0,  7500, REST_ENDED,       CREDIT,                    0, 12500",
        "EXPIRED,       ACCEPTED, 20000, 12500,   500,  7500, PARTLY_CREDITED,  CREDIT,                    0, 12500",
        "EXPIRED,       ACCEPTED, 20000, 12500, 12500,  7500, CREDITED,         ,                          0, 12500",
        "CLOSED,        ACCEPTED, 20000,     0,     0, 20000, FAILED,           ,                          0,     0",
        "CLOSED,        ACCEPTED, 20000, 20000,     0,     0, ACTIVATED,        CREDIT,                    0, 20000",
        "CLOSED,        ACCEPTED, 20000, 20000,   500,     0, PARTLY_CREDITED,  CREDIT,                    0, 20000",
        "CLOSED,        ACCEPTED, 20000, 20000, 20000,     0, CREDITED,         ,                          0, 20000",
    })
    void klarnas_words_and_amounts_become_a_status_and_what_is_allowed(
            String klarnas,
            String fraud,
            long ordered,
            long captured,
            long refunded,
            long left,
            PaymentStatus ours,
            String allowed,
            long remaining,
            long total) {
        ObjectNode json = orderJson(klarnas, fraud, ordered, captured, refunded, left);
        if (fraud == null) {
            json.remove("fraud_status");
        }
        KlarnaOrder order = read(json);
        assertThat(order.status()).isEqualTo(ours);
        assertThat(order.allowed()).isEqualTo(effects(allowed));
        assertThat(order.activated()).isEqualTo(captured);
        assertThat(order.credited()).isEqualTo(refunded);
        assertThat(order.remaining()).isEqualTo(remaining);
        assertThat(order.total()).isEqualTo(total);
    }

    private static Set<Effect> effects(String names) {
        return names == null
                ? Set.of()
                : Arrays.stream(names.split(" ")).map(Effect::valueOf).collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0} {1}/{2}/{3}/{4}")
    @CsvSource({
        "AUTHORIZED,    20000,   500,     0, 20000", // something taken
        "AUTHORIZED,    20000,     0,     0, 19999", // not the whole reserved
        "AUTHORIZED,    20000,     0,     0,     0", // nothing reserved
        "AUTHORIZED,    20000,     0,     0, 20001",
        "PART_CAPTURED, 20000,     0,     0, 20000", // nothing taken
        "PART_CAPTURED, 20000, 12500,     0,  7499",
        "PART_CAPTURED, 20000, 12500,     0,  7501",
        "PART_CAPTURED, 20000, 12500,     0, 20000", // would take more than the order is worth
        "PART_CAPTURED, 20000, 12500,     0, -7500",
        "CAPTURED,      20000,     0,     0,     0",
        "CAPTURED,      20000, 20001,     0,     0", // more taken than ordered
        "CAPTURED,      20000, 12500, 12501,     0", // more paid back than taken
        "CAPTURED,      20000, 20000,    -1,     0",
        "CAPTURED,     -20000,-20000,-20000,     0",
        "CANCELLED,     20000, 12500,     0,     0", // cancelled, yet taken
        "EXPIRED,       20000,     0,   500,     0",
        "CLOSED,        20000,     0,   500,     0",
    })
    void amounts_that_contradict_each_other_are_not_a_reading(
            String status, long ordered, long captured, long refunded, long left) {
        unreadable(orderJson(status, "ACCEPTED", ordered, captured, refunded, left));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order_id", "status", "purchase_currency", "order_amount", "captured_amount"})
    void an_order_without_an_essential_field_is_not_a_reading(String field) {
        for (String status : List.of("AUTHORIZED", "CANCELLED", "EXPIRED", "CLOSED")) {
            ObjectNode missing = orderJson(status, "ACCEPTED", 20000, 0, 0, 20000);
            missing.remove(field);
            unreadable(missing);
            unreadable(orderJson(status, "ACCEPTED", 20000, 0, 0, 20000).putNull(field));
        }
    }

    @Test
    void what_was_paid_back_must_be_told_too() {
        ObjectNode json = orderJson("CAPTURED", "ACCEPTED", 20000, 20000, 0, 0);
        json.remove("refunded_amount");
        unreadable(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12500.0", "12500.5", "1.25e4", "\"12500\"", "null", "true", "[]", "{}", "9223372036854775808"})
    void money_is_read_from_whole_numbers_only(String number) {
        String json = orderJson("CAPTURED", "ACCEPTED", 12500, 777777, 0, 0)
                .toString()
                .replace("777777", number);
        assertThat(json).contains(number);
        assertThatThrownBy(() -> KlarnaOrderJson.read(json)).isInstanceOf(ReadFailed.class);
    }

    @Test
    void what_remains_must_be_told_while_the_order_is_open_and_only_then() {
        for (String open : List.of("AUTHORIZED", "PART_CAPTURED")) {
            ObjectNode json = orderJson(open, "ACCEPTED", 20000, open.equals("AUTHORIZED") ? 0 : 500, 0, 20000);
            json.remove("remaining_authorized_amount");
            unreadable(json);
        }
        ObjectNode cancelled = orderJson("CANCELLED", "ACCEPTED", 20000, 0, 0, 20000);
        cancelled.remove("remaining_authorized_amount");
        assertThat(read(cancelled).status()).isEqualTo(PaymentStatus.ANNULLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARTIALLY_CAPTURED", "authorized", "AUTHORIZED ", "REFUNDED", " "})
    void a_status_that_is_not_known_is_never_guessed(String status) {
        unreadable(orderJson(status, "ACCEPTED", 20000, 0, 0, 20000));
    }

    @Test
    void a_fraud_status_that_is_not_known_is_never_guessed_while_money_can_be_taken() {
        unreadable(orderJson("AUTHORIZED", "ESCALATED", 20000, 0, 0, 20000));
        unreadable(orderJson("PART_CAPTURED", "ESCALATED", 20000, 500, 0, 19500));
    }

    @Test
    void a_doubled_field_is_not_a_reading() {
        String json = orderJson("CAPTURED", "ACCEPTED", 20000, 20000, 0, 0).toString();
        String doubled = "{\"refunded_amount\":20000," + json.substring(1);
        assertThatThrownBy(() -> KlarnaOrderJson.read(doubled)).isInstanceOf(ReadFailed.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "KR", "SEKK", "S€K", "752"})
    void a_currency_is_three_letters(String currency) {
        unreadable(orderJson("AUTHORIZED", "ACCEPTED", 20000, 0, 0, 20000).put("purchase_currency", currency));
    }

    @Test
    void a_currency_in_small_letters_is_the_same_currency() {
        KlarnaOrder order = order("AUTHORIZED", 100, 0, 0, 100, json -> json.put("purchase_currency", "sek"));
        assertThat(order.currency()).isEqualTo("SEK");
    }

    @Test
    void unknown_fields_any_order_of_fields_and_odd_dates_do_not_matter() {
        KlarnaOrder order = KlarnaOrderJson.read("{\"remaining_authorized_amount\":500,\"new_thing\":{\"a\":[1.5]},"
                + "\"refunded_amount\":0,\"captured_amount\":0,\"created_at\":\"yesterday\",\"order_amount\":500,"
                + "\"purchase_currency\":\"EUR\",\"status\":\"AUTHORIZED\",\"order_id\":\"x\",\"captures\":null,"
                + "\"refunds\":{\"a\":1},\"order_lines\":\"none\"}");
        assertThat(order.remaining()).isEqualTo(500);
        assertThat(order.captures()).isEmpty();
        assertThat(order.lines()).isEmpty();
    }

    @Test
    void an_order_matches_its_amount_and_any_lines_when_none_are_wished() {
        KlarnaOrder order = order("AUTHORIZED", 500, 0, 0, 500);
        assertThat(order.matches(500, List.of())).isTrue();
        assertThat(order.matches(501, List.of())).isFalse();
    }

    @Test
    void an_order_matches_the_lines_that_an_update_would_have_sent() {
        KlarnaOrder order = order(
                "AUTHORIZED",
                5900,
                0,
                0,
                5900,
                json -> json.withArray("order_lines")
                        .add(JSON.valueToTree(KlarnaLine.of(line(null, "Frakt", "1", 900, 2500, 900))))
                        .add(serverFilled(JSON.valueToTree(KlarnaLine.of(line("B", "Tyg", "1.5", 3400, 2500, 5000))))));
        assertThat(order.matches(
                        5900,
                        List.of(
                                line("B", "Tyg", "1.50", 3400, 2500, 5000), // in the other order
                                line("", "Frakt", "1.00", 900, 2500, 900))))
                .isTrue();
    }

    private static JsonNode serverFilled(ObjectNode line) {
        return line.put("quantity_unit", "").put("total_discount_amount", 0).put("type", "digital");
    }

    @ParameterizedTest
    @CsvSource({
        "C, Chair, 2, 500, 2500, 1000",
        "A, Stool, 2, 500, 2500, 1000",
        "A, Chair, 1, 1000, 2500, 1000",
        "A, Chair, 2, 501, 2500, 1000",
        "A, Chair, 2, 500, 1200, 1000",
        "A, Chair, 2, 500, 2500, 999",
    })
    void an_order_does_not_match_a_line_that_differs_in_anything(
            String reference, String name, String quantity, long unitPrice, int taxRate, long total) {
        KlarnaOrder order = order(
                "AUTHORIZED",
                1000,
                0,
                0,
                1000,
                json -> json.withArray("order_lines")
                        .add(JSON.valueToTree(KlarnaLine.of(line("A", "Chair", "2", 500, 2500, 1000)))));
        assertThat(order.matches(1000, List.of(line("A", "Chair", "2", 500, 2500, 1000))))
                .isTrue();
        assertThat(order.matches(1000, List.of(line(reference, name, quantity, unitPrice, taxRate, total))))
                .isFalse();
    }

    @Test
    void an_order_does_not_match_the_same_line_another_number_of_times() {
        KlarnaOrder order = order(
                "AUTHORIZED",
                1000,
                0,
                0,
                1000,
                json -> json.withArray("order_lines")
                        .add(JSON.valueToTree(KlarnaLine.of(line("A", "Chair", "1", 500, 2500, 500))))
                        .add(JSON.valueToTree(KlarnaLine.of(line("A", "Chair", "1", 500, 2500, 500)))));
        assertThat(order.matches(1000, List.of(line("A", "Chair", "1", 500, 2500, 500))))
                .isFalse();
    }

    @Test
    void a_line_that_klarna_shows_incompletely_matches_nothing() {
        KlarnaOrder order = order(
                "AUTHORIZED",
                500,
                0,
                0,
                500,
                json -> json.withArray("order_lines")
                        .addObject()
                        .put("reference", "A")
                        .put("name", "Chair")
                        .put("quantity", 1.5)
                        .put("unit_price", 500));
        assertThat(order.matches(500, List.of(line("A", "Chair", "1", 500, 0, 500))))
                .isFalse();
    }

    @Test
    void the_basis_holds_the_amounts_and_the_ids_and_nobodys_name() throws Exception {
        KlarnaOrder order = order("PART_CAPTURED", 20000, 12500, 500, 7500, json -> {
            addCapture(json, "c1", 12500, "erp1-7");
            addRefund(json, "r1", 500, "erp1-8");
            json.withArray("captures").addObject().put("captured_amount", 1);
        });
        assertThat(JSON.readTree(order.basis()))
                .isEqualTo(JSON.readTree("{\"order_id\":\"" + ORDER_ID + "\",\"status\":\"PART_CAPTURED\","
                        + "\"fraud_status\":\"ACCEPTED\",\"order_amount\":20000,\"captured_amount\":12500,"
                        + "\"refunded_amount\":500,\"remaining_authorized_amount\":7500,"
                        + "\"captures\":[\"c1\"],\"refunds\":[\"r1\"]}"));
        assertThat(order.basis()).doesNotContain(" ", "Sven");
    }

    private static void unreadable(ObjectNode json) {
        assertThatThrownBy(() -> read(json)).as(json.toString()).isInstanceOfSatisfying(ReadFailed.class, failed -> {
            assertThat(failed.code())
                    .isEqualTo(json.has("order_id") ? Code.READING_CONTRADICTS : Code.PROVIDER_UNAVAILABLE);
            assertThat(failed).hasMessageNotContaining("Sven").hasMessageNotContaining("sven");
        });
    }
}
