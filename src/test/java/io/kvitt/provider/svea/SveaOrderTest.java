package io.kvitt.provider.svea;

import static io.kvitt.payment.Effect.*;
import static io.kvitt.payment.PaymentStatus.AUTHORIZED;
import static io.kvitt.payment.PaymentStatus.FAILED;
import static io.kvitt.payment.PaymentStatus.PARTLY_ACTIVATED;
import static io.kvitt.payment.PaymentStatus.PARTLY_CREDITED;
import static io.kvitt.payment.PaymentStatus.PENDING;
import static io.kvitt.payment.PaymentStatus.REST_ENDED;
import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SveaOrderTest {

    private static final PaymentStatus ACTIVATED = PaymentStatus.ACTIVATED;
    private static final PaymentStatus ANNULLED = PaymentStatus.ANNULLED;
    private static final PaymentStatus CREDITED = PaymentStatus.CREDITED;
    private static final Set<Effect> ALL_BEFORE = Set.of(ACTIVATE, ANNUL, UPDATE);
    private static final Set<Effect> NONE = Set.of();

    static Stream<Arguments> states() {
        return Stream.of(
                state("invoice, open", invoiceOpen(), AUTHORIZED, 350000, 0, 0, 350000, ALL_BEFORE),
                state("plan, open", planOpen(), AUTHORIZED, 350000, 0, 0, 350000, ALL_BEFORE),
                state(
                        "invoice, partly delivered",
                        invoicePartlyDelivered(),
                        PARTLY_ACTIVATED,
                        350000,
                        200000,
                        0,
                        150000,
                        Set.of(ACTIVATE, CREDIT, RELEASE)),
                state("invoice, delivered", invoiceDelivered(), ACTIVATED, 350000, 350000, 0, 0, Set.of(CREDIT)),
                state(
                        "invoice, partly credited",
                        invoicePartlyCredited(),
                        PARTLY_CREDITED,
                        350000,
                        350000,
                        20000,
                        0,
                        Set.of(CREDIT)),
                state("invoice, credited", invoiceCredited(), CREDITED, 350000, 350000, 350000, 0, NONE),
                state("plan, credited", planCredited(), CREDITED, 350000, 350000, 350000, 0, NONE),
                state("invoice, cancelled", cancelled("Invoice", "[]"), ANNULLED, 0, 0, 0, 0, NONE),
                state("plan, cancelled", cancelled("PaymentPlan", "null"), ANNULLED, 0, 0, 0, 0, NONE),
                state(
                        "invoice, a row cancelled",
                        order(
                                "Invoice",
                                "Open",
                                "Active",
                                200000,
                                rows(
                                        chairs("").replace("\"IsCancelled\":false", "\"IsCancelled\":true"),
                                        lamps(INVOICE_ROW)),
                                "[]",
                                INVOICE_ACTIONS),
                        AUTHORIZED,
                        150000,
                        0,
                        0,
                        150000,
                        ALL_BEFORE),
                state("card, authorized", cardOpen(), AUTHORIZED, 350000, 0, 0, 350000, ALL_BEFORE),
                state("card, lowered", cardOpen(100000), AUTHORIZED, 250000, 0, 0, 250000, ALL_BEFORE),
                state("card, not settled", cardUnsettled(0), ACTIVATED, 350000, 350000, 0, 0, Set.of(CREDIT)),
                state(
                        "card, not settled, partly cancelled",
                        cardUnsettled(100000),
                        REST_ENDED,
                        250000,
                        250000,
                        0,
                        0,
                        Set.of(CREDIT)),
                state("card, cancelled after delivery", cardCancelledAfterDelivery(), ANNULLED, 0, 0, 0, 0, NONE),
                state(
                        "card, settled",
                        paidDirectly("Card", 0, "CanCreditAmount"),
                        ACTIVATED,
                        350000,
                        350000,
                        0,
                        0,
                        Set.of(CREDIT)),
                state(
                        "swish, paid",
                        paidDirectly("Swish", 0, "CanCreditAmount"),
                        ACTIVATED,
                        350000,
                        350000,
                        0,
                        0,
                        Set.of(CREDIT)),
                state(
                        "swish, partly credited",
                        paidDirectly("Swish", 1, "CanCreditAmount"),
                        PARTLY_CREDITED,
                        350000,
                        350000,
                        1,
                        0,
                        Set.of(CREDIT)),
                state("bank, just credited", paidDirectly("DirectBank", 0, ""), ACTIVATED, 350000, 350000, 0, 0, NONE),
                state(
                        "not yet paid",
                        order("", "Open", "", 0, bothRows(""), "null", ""),
                        PENDING,
                        350000,
                        0,
                        0,
                        0,
                        NONE),
                state(
                        "no payment method yet",
                        order("", "Processing", "", 0, bothRows(""), "null", ""),
                        PENDING,
                        350000,
                        0,
                        0,
                        0,
                        NONE),
                state(
                        "in review, may be cancelled",
                        order("Invoice", "Open", "Pending", 0, bothRows(""), "[]", "CanCancelOrder"),
                        PENDING,
                        350000,
                        0,
                        0,
                        350000,
                        Set.of(ANNUL)),
                state(
                        "in review, whatever the actions say",
                        order("Invoice", "Open", "PENDING", 0, bothRows(""), "[]", "CanDeliverOrder"),
                        PENDING,
                        350000,
                        0,
                        0,
                        0,
                        NONE),
                state(
                        "PENDING as order status",
                        order("Invoice", "PENDING", "", 0, bothRows(""), "[]", ""),
                        PENDING,
                        350000,
                        0,
                        0,
                        0,
                        NONE),
                state(
                        "failed",
                        order("Card", "Failed", "", 0, bothRows(""), "null", ""),
                        FAILED,
                        350000,
                        0,
                        0,
                        0,
                        NONE));
    }

    private static Arguments state(
            String name,
            SveaOrder order,
            PaymentStatus status,
            long total,
            long activated,
            long credited,
            long remaining,
            Set<Effect> allowed) {
        return Arguments.of(name, order, status, total, activated, credited, remaining, allowed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void every_known_state_is_read(
            String name,
            SveaOrder order,
            PaymentStatus status,
            long total,
            long activated,
            long credited,
            long remaining,
            Set<Effect> allowed) {
        assertThat(order.status()).isEqualTo(status);
        assertThat(order.total()).isEqualTo(total);
        assertThat(order.activated()).isEqualTo(activated);
        assertThat(order.credited()).isEqualTo(credited);
        assertThat(order.remaining()).isEqualTo(remaining);
        assertThat(order.allowed()).isEqualTo(allowed);
        assertThat(order.currency()).isEqualTo("SEK");
    }

    @Test
    void both_spellings_of_an_action_are_understood() {
        SveaOrder order = order(
                "Card",
                "Open",
                "",
                0,
                bothRows(""),
                "[]",
                "CanDeliverOrder,CanDeliverOrderPartially,CanCancelOrderAmount");

        assertThat(order.canDeliverPartially()).isTrue();
        assertThat(order.canCancelAmount()).isTrue();
        assertThat(order.canCancelOrder()).isFalse();
        assertThat(order.allowed()).containsExactlyInAnyOrder(ACTIVATE, UPDATE);
    }

    @Test
    void the_letters_of_a_status_may_be_of_any_case() {
        assertThat(order("Invoice", "OPEN", "active", 0, bothRows(""), "[]", INVOICE_ACTIONS)
                        .status())
                .isEqualTo(AUTHORIZED);
    }

    @Test
    void field_names_may_be_of_any_case_and_ids_of_64_bits() {
        SveaOrder order = SveaOrder.parse("""
                {"id":9223372036854775807,"CURRENCY":"NOK","orderstatus":"Delivered","orderAmount":9999999999999,
                 "cancelledamount":0,"deliveries":[{"ID":912345678901,"deliveryAmount":9999999999999,
                 "creditedAmount":0,"actions":["CanCreditAmount"]}]}""");

        assertThat(order.id()).isEqualTo(Long.MAX_VALUE);
        assertThat(order.deliveries().get(0).id()).isEqualTo(912345678901L);
        assertThat(order.activated()).isEqualTo(9_999_999_999_999L);
        assertThat(order.status()).isEqualTo(ACTIVATED);
    }

    @Test
    void lists_that_are_null_or_missing_are_empty() {
        SveaOrder order = SveaOrder.parse("""
                {"Id":1,"Currency":"SEK","OrderStatus":"Open","OrderAmount":1,"CancelledAmount":0,
                 "OrderRows":null,"Deliveries":null,"Actions":null}""");

        assertThat(order.orderRows()).isEmpty();
        assertThat(order.deliveries()).isEmpty();
        assertThat(order.actions()).isEmpty();
        assertThat(order.status()).isEqualTo(PENDING);
    }

    @Test
    void money_that_was_delivered_and_not_credited_is_taken_even_when_the_order_is_called_cancelled() {
        SveaOrder remainderCancelled = order(
                "Invoice",
                "Cancelled",
                "Closed",
                150000,
                "[]",
                list(delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY)),
                "");

        assertThat(remainderCancelled.status()).isEqualTo(REST_ENDED);
        assertThat(remainderCancelled.allowed()).containsExactly(CREDIT);
    }

    @Test
    void an_open_order_with_nothing_left_to_deliver_of_which_less_was_delivered_than_ordered_is_not_activated() {
        SveaOrder order = order(
                "Invoice",
                "Open",
                "Active",
                150000,
                "[]",
                list(delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY)),
                "CanAddOrderRow");

        assertThat(order.status()).isEqualTo(REST_ENDED);
    }

    @Test
    void an_open_order_that_offers_no_delivery_of_the_rest_is_pending() {
        SveaOrder order = order(
                "Invoice",
                "Open",
                "Active",
                0,
                bothRows(""),
                list(delivery(5588001, 200000, 0, "[]", "[]", INVOICE_DELIVERY)),
                "");

        assertThat(order.status()).isEqualTo(PENDING);
    }

    @Test
    void an_order_in_review_of_which_something_is_delivered_cannot_be_annulled() {
        SveaOrder order = order(
                "Invoice",
                "Open",
                "Pending",
                0,
                rows(lamps(INVOICE_ROW)),
                list(delivery(5588001, 200000, 0, "[]", "[]", "")),
                INVOICE_ACTIONS);

        assertThat(order.status()).isEqualTo(PENDING);
        assertThat(order.remaining()).isEqualTo(150000);
        assertThat(order.allowed()).isEmpty();
    }

    @Test
    void a_delivered_order_that_still_offers_delivery_is_partly_activated() {
        SveaOrder order = order(
                "Invoice",
                "Delivered",
                "Active",
                0,
                rows(lamps(INVOICE_ROW)),
                list(delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY)),
                INVOICE_ACTIONS);

        assertThat(order.status()).isEqualTo(PARTLY_ACTIVATED);
        assertThat(order.remaining()).isEqualTo(150000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccountCredit", "Vipps", "MobilePay", "Leasing", "SomethingNew"})
    void the_payment_type_does_not_matter(String type) {
        assertThat(order(type, "Open", "", 0, bothRows(INVOICE_ROW), "null", INVOICE_ACTIONS)
                        .allowed())
                .isEqualTo(invoiceOpen().allowed());
        assertThat(delivered(type, 350000, "null", "", "").status()).isEqualTo(CREDITED);
        assertThat(paidDirectly(type, 0, "CanCreditAmount").allowed()).containsExactly(CREDIT);
    }

    @Test
    void the_same_delivery_is_not_counted_twice() {
        String delivery = delivery(1, 175000, 0, "[]", "[]", INVOICE_DELIVERY);

        unreadable(json("Invoice", "Delivered", "Closed", 0, "[]", list(delivery, delivery), ""));
    }

    @Test
    void cancelled_rows_are_no_part_of_what_an_order_matches() {
        SveaOrder order = order(
                "Invoice",
                "Open",
                "Active",
                200000,
                rows(chairs("").replace("\"IsCancelled\":false", "\"IsCancelled\":true"), lamps(INVOICE_ROW)),
                "[]",
                INVOICE_ACTIONS);

        assertThat(order.matches(150000, List.of(line("A2", "Lamp", "3", 50000))))
                .isTrue();
        assertThat(order.matches(150000, List.of(line("A2", "Lamp", "3", 50000), line("A1", "Chair", "2", 100000))))
                .isFalse();
    }

    @Test
    void one_credited_delivery_of_two_is_partly_credited() {
        SveaOrder order = twoDeliveries(
                delivery(1, 200000, 200000, list(credit(-200000, "")), "[]", ""),
                delivery(2, 150000, 0, "[]", bothRows("CanCreditRow"), INVOICE_DELIVERY));

        assertThat(order.status()).isEqualTo(PARTLY_CREDITED);
        assertThat(order.activated()).isEqualTo(350000);
        assertThat(order.credited()).isEqualTo(200000);
    }

    @Test
    void a_credit_is_not_offered_unless_every_delivery_can_be_credited() {
        SveaOrder order = twoDeliveries(
                delivery(1, 200000, 0, "[]", bothRows("CanCreditRow"), INVOICE_DELIVERY),
                delivery(2, 150000, 0, "[]", "[]", ""));

        assertThat(order.allowed()).isEmpty();
    }

    @Test
    void an_unknown_order_status_is_not_guessed_at() {
        unreadable(json("Invoice", "Final", "Active", 0, bothRows(""), "[]", INVOICE_ACTIONS));
    }

    @Test
    void a_delivered_order_without_a_delivery_is_not_believed() {
        unreadable(json("Invoice", "Delivered", "Closed", 0, "[]", "null", ""));
    }

    @Test
    void a_delivered_card_of_which_all_was_cancelled_is_annulled() {
        assertThat(cardUnsettled(350000).status()).isEqualTo(ANNULLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "42",
                "\"text\"",
                "<html>",
                "{\"Id\":55501,\"Status\":\"InProgress\"}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderAmount\":1,\"CancelledAmount\":0}",
                "{\"Id\":1,\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"kr\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0}",
                "{\"Id\":0,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":null,\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1.5,\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":\"1\",\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":\"\",\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":2}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":-1,\"CancelledAmount\":-1}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":99999999999999,"
                        + "\"CancelledAmount\":0}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0} {}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0,"
                        + "\"Actions\":[null]}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0,"
                        + "\"OrderRows\":[{}]}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0,"
                        + "\"Deliveries\":[{\"Id\":1,\"DeliveryAmount\":1}]}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0,"
                        + "\"Deliveries\":[{\"Id\":1,\"DeliveryAmount\":1,\"CreditedAmount\":-1}]}",
                "{\"Id\":1,\"Currency\":\"SEK\",\"OrderStatus\":\"Open\",\"OrderAmount\":1,\"CancelledAmount\":0,"
                        + "\"Deliveries\":[{\"DeliveryAmount\":1,\"CreditedAmount\":0}]}"
            })
    void an_answer_that_lacks_or_contradicts_essential_facts_is_no_reading(String json) {
        unreadable(json);
    }

    @Test
    void a_failed_reading_quotes_nothing_of_the_body() {
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(() -> SveaOrder.parse("{\"Id\":\"194605092222\"}"))
                .satisfies(failed -> {
                    assertThat(failed.getMessage()).doesNotContain("194605092222");
                    assertThat(failed.getCause()).isNull();
                });
    }

    @Test
    void a_row_names_itself_by_its_id_only() {
        assertThat(invoiceOpen().toString()).contains("row 1").doesNotContain("Chair");
    }

    @Test
    void an_order_matches_its_own_amount_and_rows() {
        SveaOrder order = invoiceOpen();

        assertThat(order.matches(350000, List.of())).isTrue();
        assertThat(order.matches(350000, List.of(line("A2", "Lamp", "3", 50000), line("A1", "Chair", "2", 100000))))
                .isTrue();
        assertThat(order.matches(349999, List.of())).isFalse();
        assertThat(order.matches(350000, List.of(line("A2", "Lamp", "3", 50000), line("A1", "Stool", "2", 100000))))
                .isFalse();
        assertThat(order.matches(350000, List.of(line("A1", "Chair", "2", 100000))))
                .isFalse();
        assertThat(order.matches(350000, List.of(line("A2", "Lamp", "3", 50000), line("A1", "Chair", "1", 200000))))
                .isFalse();
    }

    @Test
    void a_card_matches_by_its_amount_since_its_rows_cannot_be_set() {
        assertThat(cardOpen(100000).matches(250000, List.of(line("X", "Whatever", "1", 250000))))
                .isTrue();
        assertThat(cardOpen(100000).matches(350000, List.of())).isFalse();
    }

    @Test
    void a_discount_matches_whichever_way_svea_expresses_it() {
        String inPercent = row(1, "A1", "Chair", 200, 100000, 2500, INVOICE_ROW)
                .replace("\"DiscountPercent\":0", "\"DiscountPercent\":1000");
        SveaOrder order = order("Invoice", "Open", "", 170000, rows(inPercent), "[]", INVOICE_ACTIONS);

        assertThat(order.matches(
                        180000, List.of(new OrderLine("A1", "Chair", BigDecimal.valueOf(2), 100000, 2500, 180000))))
                .isTrue();
        assertThat(order.matches(
                        180000, List.of(new OrderLine("A1", "Chair", BigDecimal.valueOf(2), 100000, 2500, 190000))))
                .isFalse();
    }

    @Test
    void the_basis_tells_what_a_later_reading_is_compared_with() throws Exception {
        ObjectNode basis = (ObjectNode) WIRE.readTree(invoicePartlyDelivered().basis());
        basis.remove("rowsDigest");

        assertThat((Object) basis).isEqualTo(WIRE.readTree("""
                                {"status":"Open","orderAmount":350000,"cancelledAmount":0,
                                 "deliveries":[{"id":5588001,"amount":200000,"credited":0,"credits":0,
                                                "actions":["CanCreditNewRow","CanCreditOrderRows"]}],
                                 "rows":[2]}"""));
        assertThat(SveaBasis.parse(invoicePartlyDelivered().basis())).isEqualTo(SveaBasis.of(invoicePartlyDelivered()));
        assertThat(SveaBasis.of(invoiceOpen()).rowsDigest())
                .isNotEqualTo(SveaBasis.of(invoicePartlyDelivered()).rowsDigest());
    }

    private static OrderLine line(String reference, String name, String quantity, long unitPrice) {
        BigDecimal count = new BigDecimal(quantity);
        return new OrderLine(
                reference,
                name,
                count,
                unitPrice,
                2500,
                count.multiply(BigDecimal.valueOf(unitPrice)).longValueExact());
    }

    private static void unreadable(String json) {
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(() -> SveaOrder.parse(json))
                .satisfies(
                        failed -> assertThat(failed.code()).isIn(Code.PROVIDER_UNAVAILABLE, Code.READING_CONTRADICTS));
    }

    @Test
    void an_order_that_contradicts_itself_is_told_from_an_answer_that_is_none() {
        String order = json("Invoice", "Open", "Active", 0, "[]", "[]", INVOICE_ACTIONS);

        for (String contradiction : List.of(
                order.replace("\"OrderStatus\":\"Open\"", "\"OrderStatus\":\"Brandnew\""),
                order.replace("\"OrderStatus\":\"Open\"", "\"OrderStatus\":\"Delivered\""),
                order.replace("\"CancelledAmount\":0", "\"CancelledAmount\":999999999"),
                order.replace("\"CancelledAmount\":0", "\"CancelledAmount\":\"0\""))) {
            assertThat(contradiction).isNotEqualTo(order);
            assertThatExceptionOfType(ReadFailed.class)
                    .isThrownBy(() -> SveaOrder.parse(contradiction))
                    .satisfies(failed -> assertThat(failed.code()).isEqualTo(Code.READING_CONTRADICTS));
        }
        for (String other : List.of("", "{}", "[]", "null", order.substring(0, order.length() / 2))) {
            assertThatExceptionOfType(ReadFailed.class)
                    .isThrownBy(() -> SveaOrder.parse(other))
                    .satisfies(failed -> assertThat(failed.code()).isEqualTo(Code.PROVIDER_UNAVAILABLE));
        }
    }
}
