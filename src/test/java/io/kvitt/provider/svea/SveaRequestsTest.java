package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.NotOffered;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.ReadFailed;
import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SveaRequestsTest {

    private final SveaRequests requests = new SveaRequests();

    @Test
    void an_open_invoice_is_delivered_row_by_row_so_that_nothing_else_can_slip_in() {
        expect(
                requests.activate(assignment(Action.ACTIVATE), invoiceOpen()),
                Effect.ACTIVATE,
                "deliver",
                350000,
                "POST",
                "/api/v1/orders/7001/deliveries",
                "{\"OrderRowIds\":[1,2]}");
    }

    @Test
    void only_the_remaining_rows_of_a_partly_delivered_invoice_are_delivered() {
        expect(
                requests.activate(assignment(Action.ACTIVATE), invoicePartlyDelivered()),
                Effect.ACTIVATE,
                "deliver",
                150000,
                "POST",
                "/api/v1/orders/7001/deliveries",
                "{\"OrderRowIds\":[2]}");
    }

    @Test
    void cancelled_rows_are_not_delivered() {
        SveaOrder order = order(
                "Invoice",
                "Open",
                "Active",
                200000,
                rows(chairs("").replace("\"IsCancelled\":false", "\"IsCancelled\":true"), lamps(INVOICE_ROW)),
                "[]",
                INVOICE_ACTIONS);

        ProviderRequest request = requests.activate(assignment(Action.ACTIVATE), order);

        assertThat(wire(request.body())).isEqualTo("{\"OrderRowIds\":[2]}");
        assertThat(request.amount()).isEqualTo(150000);
    }

    @Test
    void a_card_or_a_payment_plan_is_delivered_whole() {
        assertThat(wire(requests.activate(assignment(Action.ACTIVATE), cardOpen())
                        .body()))
                .isEqualTo("{\"OrderRowIds\":[]}");
        assertThat(wire(requests.activate(assignment(Action.ACTIVATE), planOpen())
                        .body()))
                .isEqualTo("{\"OrderRowIds\":[]}");
    }

    @Test
    void rows_are_not_named_when_that_would_leave_one_out() {
        SveaOrder order = order(
                "Invoice", "Open", "Active", 0, rows(chairs(PLAN_ROW), lamps(INVOICE_ROW)), "[]", INVOICE_ACTIONS);

        assertThat(wire(requests.activate(assignment(Action.ACTIVATE), order).body()))
                .isEqualTo("{\"OrderRowIds\":[]}");
    }

    @Test
    void a_lowered_card_moves_what_is_left_of_it() {
        assertThat(requests.activate(assignment(Action.ACTIVATE), cardOpen(100000))
                        .amount())
                .isEqualTo(250000);
    }

    @Test
    void a_reservation_is_given_back_by_cancelling_the_order() {
        expect(
                requests.annul(assignment(Action.ANNUL), invoiceOpen()),
                Effect.ANNUL,
                "cancel-order",
                350000,
                "PATCH",
                "/api/v1/orders/7001",
                "{\"IsCancelled\":true}");
    }

    @Test
    void a_delivered_card_is_never_annulled_although_svea_would_cancel_it() {
        notOffered(Code.NOT_OFFERED, () -> requests.annul(assignment(Action.ANNUL), cardUnsettled(0)));
    }

    @Test
    void the_rest_of_a_partly_delivered_order_is_released_by_cancelling_the_order() {
        expect(
                requests.release(assignment(Action.CREDIT), invoicePartlyDelivered()),
                Effect.RELEASE,
                "cancel-order",
                150000,
                "PATCH",
                "/api/v1/orders/7001",
                "{\"IsCancelled\":true}");
    }

    @Test
    void where_only_amounts_can_be_cancelled_a_release_names_the_cumulative_total() {
        SveaOrder order = order(
                "Card",
                "Open",
                "",
                30000,
                "null",
                list(delivery(5588001, 200000, 0, "[]", "[]", "")),
                "CanDeliverOrder,CanCancelAmount");

        expect(
                requests.release(assignment(Action.CREDIT), order),
                Effect.RELEASE,
                "cancel-amount",
                120000,
                "PATCH",
                "/api/v1/orders/7001",
                "{\"CancelledAmount\":150000}");
    }

    @Test
    void what_svea_does_not_offer_is_not_sent() {
        notOffered(Code.NOT_OFFERED, () -> requests.activate(assignment(Action.ACTIVATE), invoiceDelivered()));
        notOffered(Code.NOT_OFFERED, () -> requests.annul(assignment(Action.ANNUL), invoicePartlyDelivered()));
        notOffered(Code.NOT_OFFERED, () -> requests.release(assignment(Action.CREDIT), invoiceOpen()));
        notOffered(Code.NOT_OFFERED, () -> requests.credit(assignment(Action.CREDIT), invoiceOpen()));
        notOffered(Code.NOT_OFFERED, () -> requests.credit(assignment(Action.CREDIT), invoiceCredited()));
        notOffered(Code.NOT_OFFERED, () -> requests.update(assignment(Action.UPDATE, 1L), invoiceDelivered()));
    }

    @Test
    void new_rows_replace_the_old_ones() {
        expect(
                requests.update(
                        assignment(
                                Action.UPDATE,
                                139850L,
                                new OrderLine("KAFFE-500", " Kaffe 500 g ", new BigDecimal("2.5"), 39900, 1200, 99750),
                                new OrderLine(null, "Kanna", BigDecimal.ONE, 50000, 2500, 45000),
                                new OrderLine("", "Rabatt", new BigDecimal("1.00"), -4900, 2500, -4900)),
                        invoiceOpen()),
                Effect.UPDATE,
                "replace-rows",
                139850,
                "PUT",
                "/api/v1/orders/7001/rows/replaceOrderRows",
                "{\"OrderRows\":["
                        + "{\"ArticleNumber\":\"KAFFE-500\",\"Name\":\"Kaffe 500 g\",\"Quantity\":250,"
                        + "\"UnitPrice\":39900,\"VatPercent\":1200},"
                        + "{\"Name\":\"Kanna\",\"Quantity\":100,\"UnitPrice\":50000,\"VatPercent\":2500,"
                        + "\"DiscountAmount\":5000},"
                        + "{\"Name\":\"Rabatt\",\"Quantity\":100,\"UnitPrice\":-4900,\"VatPercent\":2500}]}");
    }

    @Test
    void a_long_name_is_cut_to_forty_characters_and_never_inside_one() {
        assertThat(nameSentFor("a".repeat(41))).isEqualTo("a".repeat(40));
        assertThat(nameSentFor("a".repeat(40))).isEqualTo("a".repeat(40));
        assertThat(nameSentFor("a".repeat(39) + "\uD83D\uDE00")).isEqualTo("a".repeat(39));
        assertThat(nameSentFor("a".repeat(38) + "\uD83D\uDE00!")).isEqualTo("a".repeat(38) + "\uD83D\uDE00");
        assertThat(nameSentFor("a".repeat(39) + " b")).isEqualTo("a".repeat(39));
        assertThat(nameSentFor("å".repeat(41))).isEqualTo("å".repeat(40));
    }

    private String nameSentFor(String name) {
        OrderLine line = new OrderLine("A", name, BigDecimal.ONE, 1000, 2500, 1000);
        ProviderRequest request = requests.update(assignment(Action.UPDATE, 1000L, line), invoiceOpen());
        return WIRE.valueToTree(request.body())
                .path("OrderRows")
                .path(0)
                .path("Name")
                .asText();
    }

    @Test
    void rows_cannot_be_replaced_by_nothing() {
        notOffered(Code.LINES_REQUIRED, () -> requests.update(assignment(Action.UPDATE, 1000L), invoiceOpen()));
        notOffered(Code.MISSING_FIELD, () -> requests.update(assignment(Action.UPDATE), invoiceOpen()));
    }

    @Test
    void a_card_is_lowered_to_the_new_amount_by_a_cumulative_cancellation() {
        expect(
                requests.update(assignment(Action.UPDATE, 200000L), cardOpen(100000)),
                Effect.UPDATE,
                "cancel-amount",
                200000,
                "PATCH",
                "/api/v1/orders/7001",
                "{\"CancelledAmount\":150000}");
    }

    @Test
    void a_card_is_never_raised() {
        notOffered(
                Code.INCREASE_NOT_ALLOWED, () -> requests.update(assignment(Action.UPDATE, 250001L), cardOpen(100000)));
        notOffered(Code.NOT_OFFERED, () -> requests.update(assignment(Action.UPDATE, 250000L), cardOpen(100000)));
    }

    @Test
    void the_order_is_read_from_its_own_path() {
        assertThat(requests.readPath(assignment(Action.ANNUL).providerOrderId()))
                .isEqualTo("/api/v1/orders/7001");
        assertThat(requests.readPath("9223372036854775807")).isEqualTo("/api/v1/orders/9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "007", "9223372036854775808", "12345678901234567890", "7001/rows", "a", "1 ", "٧"
            })
    void what_cannot_be_an_order_id_of_sveas_is_an_order_that_is_not_there(String providerOrderId) {
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(() -> requests.readPath(providerOrderId))
                .satisfies(failed -> assertThat(failed.code()).isEqualTo(Code.PAYMENT_NOT_FOUND));
    }

    @Test
    void nothing_is_sent_on_the_reading_of_another_order() {
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(() -> requests.annul(assignment("7002", Action.ANNUL, null), invoiceOpen()));
    }

    @Test
    void a_task_is_asked_after_on_the_accounts_own_host() {
        assertThat(SveaTask.path("https://evil.example/api/v1/queue/55501")).contains("/api/v1/queue/55501");
        assertThat(SveaTask.path("/api/v1/orders/7001")).isEmpty();
    }

    private static void expect(
            ProviderRequest request,
            Effect effect,
            String operation,
            long amount,
            String method,
            String path,
            String body) {
        assertThat(request.effect()).isEqualTo(effect);
        assertThat(request.operation()).isEqualTo(operation);
        assertThat(request.amount()).isEqualTo(amount);
        assertThat(request.currency()).isEqualTo("SEK");
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.path()).isEqualTo(path);
        assertThat(wire(request.body())).isEqualTo(body);
        assertThat(request.idempotencyKey()).isNull();
    }

    private static void notOffered(Code code, ThrowingCallable request) {
        assertThatExceptionOfType(NotOffered.class)
                .isThrownBy(request)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
