package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kvitt.Bound;
import io.kvitt.payment.Action;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Attempt;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SveaEvidenceTest {

    private final Svea svea = new Svea(
            new SveaRequests(), new SveaSignature(java.time.Clock.systemUTC()), Bound.settings(SveaSettings.class));
    private final SveaRequests requests = new SveaRequests();

    @Test
    void a_delivery_shows_in_a_new_delivery_or_a_delivered_order() {
        Attempt whole = attempt(requests.activate(assignment(Action.ACTIVATE), invoiceOpen()), invoiceOpen());
        Attempt card = attempt(requests.activate(assignment(Action.ACTIVATE), cardOpen()), cardOpen());

        assertThat(svea.shows(whole, invoiceOpen())).isFalse();
        assertThat(svea.shows(whole, invoiceDelivered())).isTrue();
        assertThat(svea.shows(whole, invoiceCredited())).isTrue();
        assertThat(svea.shows(whole, cancelled("Invoice", "[]"))).isFalse();
        assertThat(svea.shows(card, cardOpen())).isFalse();
        assertThat(svea.shows(card, cardUnsettled(0))).isTrue();
    }

    @Test
    void a_delivery_of_the_rest_shows_beside_the_earlier_one() {
        SveaOrder before = invoicePartlyDelivered();
        Attempt rest = attempt(requests.activate(assignment(Action.ACTIVATE), before), before);
        SveaOrder rowsAddedSince = order(
                "Invoice",
                "Open",
                "Active",
                0,
                rows(row(3, "A3", "Extra", 100, 1000, 2500, INVOICE_ROW)),
                list(
                        delivery(5588001, 200000, 0, "[]", rows(chairs("")), INVOICE_DELIVERY),
                        delivery(5588002, 150000, 0, "[]", rows(lamps("")), INVOICE_DELIVERY)),
                INVOICE_ACTIONS);

        assertThat(svea.shows(rest, before)).isFalse();
        assertThat(svea.shows(rest, rowsAddedSince)).isTrue();
    }

    @Test
    void somebody_elses_delivery_of_some_rows_is_not_ours_of_all() {
        Attempt whole = attempt(requests.activate(assignment(Action.ACTIVATE), invoiceOpen()), invoiceOpen());

        assertThat(svea.shows(whole, invoicePartlyDelivered())).isFalse();
    }

    @Test
    void a_whole_delivery_does_not_show_while_more_can_be_delivered() {
        Attempt whole = attempt(
                Effect.ACTIVATE,
                "deliver",
                350000,
                "/api/v1/orders/7001/deliveries",
                "{\"OrderRowIds\":[]}",
                planOpen().basis());

        assertThat(svea.shows(whole, invoicePartlyDelivered())).isFalse();
        assertThat(svea.shows(whole, invoiceDelivered())).isTrue();
    }

    @Test
    void an_annulment_shows_in_a_cancelled_order() {
        Attempt annul = attempt(requests.annul(assignment(Action.ANNUL), invoiceOpen()), invoiceOpen());

        assertThat(svea.shows(annul, invoiceOpen())).isFalse();
        assertThat(svea.shows(annul, cancelled("Invoice", "[]"))).isTrue();
        assertThat(svea.shows(annul, planCredited())).isFalse();
        assertThat(svea.shows(annul, invoiceDelivered())).isFalse();
    }

    @Test
    void a_credit_by_cancelling_shows_in_a_cancelled_order() {
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), cardUnsettled(0)), cardUnsettled(0));

        assertThat(svea.shows(credit, cardUnsettled(0))).isFalse();
        assertThat(svea.shows(credit, cardUnsettled(100000))).isFalse();
        assertThat(svea.shows(credit, cardCancelledAfterDelivery())).isTrue();
        assertThat(svea.shows(credit, paidDirectly("Card", 0, "CanCreditAmount")))
                .isFalse();
    }

    @Test
    void a_credit_by_cancelling_an_amount_shows_in_the_cancelled_total() {
        SveaOrder before = cardUnsettled(100000, "CanCancelAmount");
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), before), before);

        assertThat(svea.shows(credit, before)).isFalse();
        assertThat(svea.shows(credit, cardUnsettled(349999))).isFalse();
        assertThat(svea.shows(credit, cardCancelledAfterDelivery())).isTrue();
    }

    @Test
    void a_release_shows_when_the_rest_can_no_longer_be_delivered() {
        SveaOrder before = invoicePartlyDelivered();
        Attempt release = attempt(requests.release(assignment(Action.CREDIT), before), before);
        String kept = delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY);

        assertThat(svea.shows(release, before)).isFalse();
        assertThat(svea.shows(release, order("Invoice", "Delivered", "Closed", 150000, "[]", list(kept), "")))
                .isTrue();
        assertThat(svea.shows(release, order("Invoice", "Cancelled", "Closed", 150000, "[]", list(kept), "")))
                .isTrue();
        assertThat(svea.shows(release, order("Invoice", "Open", "Active", 150000, "[]", list(kept), "")))
                .isTrue();
        assertThat(svea.shows(release, order("Invoice", "Open", "Pending", 0, "[]", list(kept), "")))
                .isFalse();
    }

    @Test
    void a_rest_that_somebody_delivered_was_not_released() {
        SveaOrder before = invoicePartlyDelivered();
        Attempt release = attempt(requests.release(assignment(Action.CREDIT), before), before);
        SveaOrder delivered = twoDeliveries(
                delivery(5588001, 200000, 0, "[]", rows(chairs("")), INVOICE_DELIVERY),
                delivery(5588002, 150000, 0, "[]", rows(lamps("")), INVOICE_DELIVERY));

        assertThat(svea.shows(release, delivered)).isFalse();
    }

    @Test
    void a_lowered_amount_shows_when_it_stands() {
        Attempt lower = attempt(requests.update(assignment(Action.UPDATE, 250000L), cardOpen()), cardOpen());

        assertThat(svea.shows(lower, cardOpen())).isFalse();
        assertThat(svea.shows(lower, cardOpen(99999))).isFalse();
        assertThat(svea.shows(lower, cardOpen(100000))).isTrue();
        assertThat(svea.shows(lower, cardCancelledAfterDelivery())).isFalse();
    }

    @Test
    void a_credited_amount_shows_in_the_deliverys_total() {
        SveaOrder before = paidDirectly("Swish", 100000, "CanCreditAmount");
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), before), before);

        assertThat(svea.shows(credit, before)).isFalse();
        assertThat(svea.shows(credit, paidDirectly("Swish", 349999, "CanCreditAmount")))
                .isFalse();
        assertThat(svea.shows(credit, paidDirectly("Swish", 350000, "CanCreditAmount")))
                .isTrue();
        assertThat(svea.shows(credit, paidDirectly("Swish", 100000, ""))).isFalse();
        assertThat(svea.shows(credit, cardCancelledAfterDelivery())).isFalse();
    }

    @Test
    void a_bank_transfer_back_shows_in_that_it_cannot_be_asked_for_again() {
        SveaOrder before = paidDirectly("DirectBank", 0, "CanCreditAmount");
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), before), before);

        assertThat(svea.shows(credit, before)).isFalse();
        assertThat(svea.shows(credit, paidDirectly("DirectBank", 0, ""))).isTrue();
        assertThat(svea.shows(credit, paidDirectly("DirectBank", 350000, "CanCreditAmount")))
                .isTrue();
    }

    @Test
    void credited_rows_show_as_one_more_credit_of_that_amount_on_that_delivery() {
        String rows = bothRows("CanCreditRow");
        SveaOrder before = twoDeliveries(
                delivery(1, 350000, 0, "[]", rows, INVOICE_DELIVERY),
                delivery(2, 350000, 0, "[]", rows, INVOICE_DELIVERY));
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), before), before);
        String credits = list(credit(-350000, ""));

        assertThat(svea.shows(credit, before)).isFalse();
        assertThat(svea.shows(
                        credit,
                        twoDeliveries(
                                delivery(1, 350000, 350000, credits, rows, ""),
                                delivery(2, 350000, 0, "[]", rows, INVOICE_DELIVERY))))
                .isTrue();
        assertThat(svea.shows(
                        credit,
                        twoDeliveries(
                                delivery(1, 350000, 0, "[]", rows, INVOICE_DELIVERY),
                                delivery(2, 350000, 350000, credits, rows, ""))))
                .as("on the other delivery")
                .isFalse();
        assertThat(svea.shows(
                        credit,
                        twoDeliveries(
                                delivery(1, 350000, 20000, list(credit(-20000, "")), rows, INVOICE_DELIVERY),
                                delivery(2, 350000, 0, "[]", rows, INVOICE_DELIVERY))))
                .as("of another amount")
                .isFalse();
    }

    @Test
    void a_new_credit_row_shows_beside_the_earlier_credit() {
        SveaOrder before = invoicePartlyCredited();
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), before), before);

        assertThat(credit.operation()).isEqualTo("credit-new-rows");
        assertThat(svea.shows(credit, before)).isFalse();
        assertThat(svea.shows(
                        credit, delivered("Invoice", 350000, list(credit(-20000, ""), credit(-330000, "")), "", "")))
                .isTrue();
    }

    @Test
    void an_amount_that_rose_without_one_more_credit_is_not_our_credit() {
        SveaOrder before = invoicePartlyCredited();
        Attempt credit = attempt(requests.credit(assignment(Action.CREDIT), before), before);

        assertThat(svea.shows(credit, delivered("Invoice", 350000, list(credit(-350000, "")), "", "")))
                .isFalse();
    }

    @Test
    void replaced_rows_show_as_the_rows_of_the_order() {
        OrderLine chair = new OrderLine("A1", "Chair", BigDecimal.valueOf(2), 100000, 2500, 200000);
        OrderLine lamp = new OrderLine("A2", "Lamp", BigDecimal.valueOf(3), 50000, 2500, 150000);
        SveaOrder before = order(
                "Invoice",
                "Open",
                "Active",
                0,
                rows(row(1, "A1", "Stool", 200, 175000, 2500, INVOICE_ROW)),
                "[]",
                INVOICE_ACTIONS);
        Attempt replace = attempt(requests.update(assignment(Action.UPDATE, 350000L, chair, lamp), before), before);

        assertThat(svea.shows(replace, before)).isFalse();
        assertThat(svea.shows(replace, invoiceOpen())).isTrue();
    }

    @Test
    void an_attempt_that_cannot_be_understood_is_not_taken_for_absent() {
        String path = "/api/v1/orders/7001";
        String basis = invoiceOpen().basis();

        assertThatIllegalStateException()
                .isThrownBy(() -> svea.shows(attempt(Effect.ANNUL, "capture", 1, path, "{}", basis), invoiceOpen()));
        assertThatIllegalStateException()
                .isThrownBy(() -> svea.shows(attempt(Effect.ANNUL, "deliver", 1, path, "{}", "[]"), invoiceOpen()));
        assertThatIllegalStateException()
                .isThrownBy(() -> svea.shows(attempt(Effect.ANNUL, "deliver", 1, path, "{", basis), invoiceOpen()));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> svea.shows(attempt(Effect.CREDIT, "credit-rows", 1, path, "{}", basis), invoiceOpen()));
    }

    @Test
    void a_delivery_of_less_than_was_asked_for_is_not_ours_even_in_a_delivered_order() {
        Attempt whole = attempt(requests.activate(assignment(Action.ACTIVATE), invoiceOpen()), invoiceOpen());
        String part = delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY);

        assertThat(svea.shows(whole, order("Invoice", "Delivered", "Closed", 150000, "[]", list(part), "")))
                .isFalse();
    }
}
