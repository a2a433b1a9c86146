package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.Action;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ProviderRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SveaCreditTest {

    private final SveaRequests requests = new SveaRequests();

    @Test
    void a_card_that_is_delivered_but_not_settled_is_credited_by_cancelling() {
        expect(cardUnsettled(0), "cancel-order", 350000, "PATCH", "", "{\"IsCancelled\":true}");
        expect(cardUnsettled(100000), "cancel-order", 250000, "PATCH", "", "{\"IsCancelled\":true}");
    }

    @Test
    void where_only_amounts_can_be_cancelled_the_cumulative_total_takes_all_that_was_delivered() {
        expect(
                cardUnsettled(100000, "CanCancelAmount"),
                "cancel-amount",
                250000,
                "PATCH",
                "",
                "{\"CancelledAmount\":350000}");
    }

    @Test
    void cancelling_is_no_credit_when_a_delivery_offers_a_credit_of_its_own() {
        SveaOrder order = order(
                "Card",
                "Delivered",
                "",
                0,
                "null",
                list(delivery(5588001, 350000, 0, "[]", "[]", "CanCreditAmount")),
                CARD_UNSETTLED);

        expect(order, "credit-amount", 350000, "PATCH", "/deliveries/5588001", "{\"CreditedAmount\":350000}");
    }

    @Test
    void an_order_with_several_deliveries_is_not_credited_by_cancelling() {
        SveaOrder order = order(
                "Card",
                "Delivered",
                "",
                0,
                "null",
                list(delivery(1, 200000, 0, "[]", "[]", ""), delivery(2, 150000, 0, "[]", "[]", "")),
                CARD_UNSETTLED);

        assertThat(SveaCredit.next(order)).isEmpty();
    }

    @Test
    void an_amount_is_credited_up_to_the_whole_delivery_and_not_by_the_difference() {
        expect(
                paidDirectly("Swish", 100000, "CanCreditAmount"),
                "credit-amount",
                250000,
                "PATCH",
                "/deliveries/5588001",
                "{\"CreditedAmount\":350000}");
    }

    @Test
    void an_untouched_invoice_is_credited_by_all_its_rows() {
        expect(
                invoiceDelivered(),
                "credit-rows",
                350000,
                "POST",
                "/deliveries/5588001/credits",
                "{\"OrderRowIds\":[1,2]}");
    }

    @Test
    void rows_that_come_to_another_sum_are_replaced_by_a_new_row_of_exactly_what_is_left() {
        SveaOrder order = order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 349999, 0, "[]", bothRows("CanCreditRow"), INVOICE_DELIVERY)),
                "");

        expect(
                order,
                "credit-new-rows",
                349999,
                "POST",
                "/deliveries/5588001/credits",
                "{\"NewCreditOrderRows\":[{\"Name\":\"Kreditering\",\"Quantity\":100,\"UnitPrice\":349999,"
                        + "\"VatPercent\":2500}]}");
    }

    @Test
    void a_row_that_may_not_be_credited_leads_to_a_new_row_and_never_to_less() {
        SveaOrder order = order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 350000, 0, "[]", rows(chairs("CanCreditRow"), lamps("")), INVOICE_DELIVERY)),
                "");

        assertThat(credit(order).operation()).isEqualTo("credit-new-rows");
        assertThat(credit(order).amount()).isEqualTo(350000);
    }

    @Test
    void without_new_rows_an_unfitting_sum_cannot_be_credited() {
        SveaOrder order = order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 349999, 0, "[]", bothRows("CanCreditRow"), "CanCreditOrderRows")),
                "");

        assertThat(SveaCredit.next(order)).isEmpty();
        assertThat(order.allowed()).isEmpty();
    }

    @Test
    void the_rest_of_a_partly_credited_invoice_is_one_new_row() {
        expect(
                invoicePartlyCredited(),
                "credit-new-rows",
                330000,
                "POST",
                "/deliveries/5588001/credits",
                "{\"NewCreditOrderRows\":[{\"Name\":\"Kreditering\",\"Quantity\":100,\"UnitPrice\":330000,"
                        + "\"VatPercent\":2500}]}");
    }

    @Test
    void what_earlier_credits_took_of_each_vat_rate_is_left_out() {
        String earlier = row(1, "A1", "Chair", -100, 100000, 2500, "");
        SveaOrder order = mixed(100000, list(SveaFixtures.credit(-100000, earlier)));

        expect(
                order,
                "credit-new-rows",
                250000,
                "POST",
                "/deliveries/5588001/credits",
                "{\"NewCreditOrderRows\":["
                        + "{\"Name\":\"Kreditering\",\"Quantity\":100,\"UnitPrice\":150000,\"VatPercent\":1200},"
                        + "{\"Name\":\"Kreditering\",\"Quantity\":100,\"UnitPrice\":100000,\"VatPercent\":2500}]}");
    }

    @Test
    void a_discount_on_a_row_that_was_credited_is_given_back_with_it() {
        String discounted = row(1, "A1", "Chair", 200, 100000, 2500, "")
                .replace("\"DiscountAmount\":0", "\"DiscountAmount\":20000");
        String lamps = row(2, "A2", "Lamp", 300, 50000, 1200, "");
        SveaOrder order = order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(
                        5588001,
                        330000,
                        180000,
                        list(SveaFixtures.credit(-180000, discounted.replace("\"Quantity\":200", "\"Quantity\":-200"))),
                        rows(discounted, lamps),
                        INVOICE_DELIVERY)),
                "");

        assertThat(wire(credit(order).body()))
                .isEqualTo("{\"NewCreditOrderRows\":[{\"Name\":\"Kreditering\",\"Quantity\":100,"
                        + "\"UnitPrice\":150000,\"VatPercent\":1200}]}");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "100001", "116667", "233333", "349998", "349999"})
    void a_split_by_vat_rate_comes_to_exactly_what_is_left(long credited) {
        SveaOrder order = mixed(credited, "null");

        JsonNode rows = WIRE.valueToTree(credit(order).body()).path("NewCreditOrderRows");

        long sum = 0;
        for (JsonNode row : rows) {
            assertThat(row.path("UnitPrice").asLong()).isPositive();
            sum += row.path("UnitPrice").asLong();
        }
        assertThat(sum).isEqualTo(350000 - credited).isEqualTo(credit(order).amount());
    }

    @Test
    void a_split_by_vat_rate_is_in_proportion_and_the_last_row_takes_the_rounding() {
        assertThat(wire(credit(mixed(100001, "null")).body()))
                .isEqualTo("{\"NewCreditOrderRows\":["
                        + "{\"Name\":\"Kreditering\",\"Quantity\":100,\"UnitPrice\":107142,\"VatPercent\":1200},"
                        + "{\"Name\":\"Kreditering\",\"Quantity\":100,\"UnitPrice\":142857,\"VatPercent\":2500}]}");
    }

    @Test
    void a_vat_rate_is_never_made_up() {
        SveaOrder noRows = order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 350000, 20000, "[]", "null", INVOICE_DELIVERY)),
                "");

        assertThat(SveaCredit.next(noRows)).isEmpty();
    }

    @Test
    void several_deliveries_are_credited_one_by_one_oldest_first() {
        String rows = rows(chairs("CanCreditRow"));
        SveaOrder untouched = twoDeliveries(
                delivery(912345678902L, 200000, 0, "[]", rows, INVOICE_DELIVERY),
                delivery(912345678901L, 200000, 0, "[]", rows, INVOICE_DELIVERY));
        SveaOrder firstDone = twoDeliveries(
                delivery(912345678902L, 200000, 0, "[]", rows, INVOICE_DELIVERY),
                delivery(912345678901L, 200000, 200000, list(SveaFixtures.credit(-200000, "")), rows, ""));

        expect(untouched, "credit-rows", 200000, "POST", "/deliveries/912345678901/credits", "{\"OrderRowIds\":[1]}");
        expect(firstDone, "credit-rows", 200000, "POST", "/deliveries/912345678902/credits", "{\"OrderRowIds\":[1]}");
    }

    @Test
    void a_bank_transfer_that_is_on_its_way_back_is_not_sent_twice() {
        assertThat(SveaCredit.next(paidDirectly("DirectBank", 0, ""))).isEmpty();
    }

    @Test
    void absurd_rows_are_not_counted_with() {
        String huge =
                row(1, "A1", "Chair", 9_000_000_000_000_000_000L, 9_000_000_000_000_000_000L, 2500, "CanCreditRow");
        SveaOrder order = order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 350000, 0, "[]", rows(huge), INVOICE_DELIVERY)),
                "");

        assertThat(order.status()).isEqualTo(PaymentStatus.ACTIVATED);
        assertThat(SveaCredit.next(order)).isEmpty();
        assertThat(order.basis()).contains("350000");
    }

    /** Two chairs at 25 % and three lamps at 12 %. */
    private static SveaOrder mixed(long credited, String credits) {
        String rows = rows(chairs("CanCreditRow"), row(2, "A2", "Lamp", 300, 50000, 1200, "CanCreditRow"));
        return order(
                "Invoice",
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 350000, credited, credits, rows, INVOICE_DELIVERY)),
                "");
    }

    private ProviderRequest credit(SveaOrder order) {
        return requests.credit(assignment(Action.CREDIT), order);
    }

    private void expect(SveaOrder order, String operation, long amount, String method, String path, String body) {
        ProviderRequest request = credit(order);
        assertThat(request.effect()).isEqualTo(Effect.CREDIT);
        assertThat(request.operation()).isEqualTo(operation);
        assertThat(request.amount()).isEqualTo(amount);
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.path()).isEqualTo("/api/v1/orders/7001" + path);
        assertThat(wire(request.body())).isEqualTo(body);
    }
}
