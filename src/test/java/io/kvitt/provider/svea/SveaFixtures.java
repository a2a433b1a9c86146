package io.kvitt.provider.svea;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Svea's answers as its own clients have seen them, one for each row of the table of states. */
final class SveaFixtures {

    static final Account ACCOUNT =
            new Account("shop-svea", SveaAccounts.SVEA, URI.create("https://svea.example"), "100001", "secret");

    /** As the route file marshals. */
    static final ObjectMapper WIRE = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    static final String INVOICE_ACTIONS =
            "CanDeliverOrder,CanDeliverPartially,CanCancelOrder,CanCancelOrderRow,CanAddOrderRow,CanUpdateOrderRow";
    static final String PLAN_ACTIONS =
            "CanDeliverOrder,CanCancelOrder,CanCancelOrderRow,CanAddOrderRow,CanUpdateOrderRow";
    static final String CARD_ACTIONS = "CanDeliverOrder,CanCancelOrder,CanCancelAmount";
    static final String CARD_UNSETTLED = "CanCancelOrder,CanCancelAmount";
    static final String INVOICE_ROW = "CanDeliverRow,CanCancelRow,CanUpdateRow";
    static final String PLAN_ROW = "CanCancelRow,CanUpdateRow";
    static final String INVOICE_DELIVERY = "CanCreditNewRow,CanCreditOrderRows";

    private SveaFixtures() {}

    // orders of 350 000: two chairs at 100 000 and three lamps at 50 000

    static SveaOrder invoiceOpen() {
        return order("Invoice", "Open", "Active", 0, bothRows(INVOICE_ROW), "[]", INVOICE_ACTIONS);
    }

    static SveaOrder planOpen() {
        return order("PaymentPlan", "Open", "Active", 0, bothRows(PLAN_ROW), "null", PLAN_ACTIONS);
    }

    static SveaOrder invoicePartlyDelivered() {
        return order(
                "Invoice",
                "Open",
                "Active",
                0,
                rows(lamps(INVOICE_ROW)),
                list(delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY)),
                INVOICE_ACTIONS);
    }

    static SveaOrder invoiceDelivered() {
        return delivered("Invoice", 0, "[]", INVOICE_DELIVERY, "CanCreditRow");
    }

    static SveaOrder invoicePartlyCredited() {
        return delivered("Invoice", 20000, list(credit(-20000, "")), INVOICE_DELIVERY, "CanCreditRow");
    }

    static SveaOrder invoiceCredited() {
        return delivered("Invoice", 350000, list(credit(-350000, "")), "", "");
    }

    static SveaOrder delivered(String type, long credited, String credits, String actions, String rowActions) {
        return order(
                type,
                "Delivered",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 350000, credited, credits, bothRows(rowActions), actions)),
                "");
    }

    static SveaOrder planCredited() {
        return order(
                "PaymentPlan",
                "Cancelled",
                "Closed",
                0,
                "[]",
                list(delivery(5588001, 350000, 350000, list(credit(-350000, "")), bothRows(""), "")),
                "");
    }

    static SveaOrder cancelled(String type, String deliveries) {
        return order(
                type,
                "Cancelled",
                "Closed",
                350000,
                bothRows("").replace("\"IsCancelled\":false", "\"IsCancelled\":true"),
                deliveries,
                "");
    }

    static SveaOrder cardOpen() {
        return cardOpen(0);
    }

    static SveaOrder cardOpen(long cancelled) {
        return order("Card", "Open", "AUTHORIZED", cancelled, bothRows(""), "null", CARD_ACTIONS);
    }

    static SveaOrder cardUnsettled(long cancelled) {
        return cardUnsettled(cancelled, CARD_UNSETTLED);
    }

    static SveaOrder cardUnsettled(long cancelled, String actions) {
        return order(
                "Card",
                "Delivered",
                "CONFIRMED",
                cancelled,
                "null",
                list(delivery(5588001, 350000 - cancelled, 0, "null", "null", "")),
                actions);
    }

    /** Rows come back, not cancelled, and the delivery is gone. */
    static SveaOrder cardCancelledAfterDelivery() {
        return order("Card", "Cancelled", "ANNULLED", 350000, bothRows(""), "null", "");
    }

    static SveaOrder paidDirectly(String type, long credited, String actions) {
        return order(
                type,
                "Delivered",
                "SUCCESS",
                0,
                "null",
                list(delivery(5588001, 350000, credited, "[]", bothRows(""), actions)),
                "");
    }

    static SveaOrder twoDeliveries(String first, String second) {
        return order("Invoice", "Delivered", "Closed", 0, "[]", list(first, second), "");
    }

    static SveaOrder order(
            String type,
            String status,
            String systemStatus,
            long cancelled,
            String rows,
            String deliveries,
            String actions) {
        return SveaOrder.parse(json(type, status, systemStatus, cancelled, rows, deliveries, actions));
    }

    static String json(
            String type,
            String status,
            String systemStatus,
            long cancelled,
            String rows,
            String deliveries,
            String actions) {
        return """
                {"Id":7001,"Currency":"SEK","MerchantOrderId":"M-1001","OrderStatus":"%s","SystemStatus":"%s",
                 "SystemStatusMessage":null,"PaymentCreditStatus":null,"EmailAddress":"a@example.com",
                 "PaymentType":"%s","CreationDate":"2026-01-15T10:00:00","NationalId":"194605092222","IsCompany":false,
                 "CancelledAmount":%d,"OrderAmount":350000,"BillingAddress":{"FullName":"Test Person"},
                 "Deliveries":%s,"OrderRows":%s,"Actions":%s,"SveaWillBuy":true}""".formatted(status, systemStatus, type, cancelled, deliveries, rows, names(actions));
    }

    static String delivery(long id, long amount, long credited, String credits, String rows, String actions) {
        return """
                {"Id":%d,"CreationDate":"2026-01-16T10:00:00","InvoiceId":123456789012,"DeliveryAmount":%d,
                 "CreditedAmount":%d,"Credits":%s,"OrderRows":%s,"Actions":%s,"Status":"Sent","DueDate":null}""".formatted(id, amount, credited, credits, rows, names(actions));
    }

    /** @param rows separated by commas */
    static String credit(long amount, String rows) {
        return "{\"Amount\":%d,\"OrderRows\":[%s],\"Actions\":[]}".formatted(amount, rows);
    }

    static String bothRows(String actions) {
        return rows(chairs(actions), lamps(actions));
    }

    static String chairs(String actions) {
        return row(1, "A1", "Chair", 200, 100000, 2500, actions);
    }

    static String lamps(String actions) {
        return row(2, "A2", "Lamp", 300, 50000, 2500, actions);
    }

    static String row(long id, String article, String name, long quantity, long price, long vat, String actions) {
        return """
                {"OrderRowId":%d,"ArticleNumber":"%s","Name":"%s","Quantity":%d,"UnitPrice":%d,"DiscountPercent":0,
                 "DiscountAmount":0,"VatPercent":%d,"Unit":"st","IsCancelled":false,"Actions":%s}""".formatted(id, article, name, quantity, price, vat, names(actions));
    }

    static String rows(String... rows) {
        return list(rows);
    }

    static String list(String... elements) {
        return "[" + String.join(",", elements) + "]";
    }

    private static String names(String actions) {
        return actions.isEmpty() ? "[]" : "[\"" + actions.replace(",", "\",\"") + "\"]";
    }

    static Assignment assignment(Action action) {
        return assignment(action, null);
    }

    static Assignment assignment(Action action, Long amount, OrderLine... lines) {
        return assignment("7001", action, amount, lines);
    }

    static Assignment assignment(String providerOrderId, Action action, Long amount, OrderLine... lines) {
        PaymentCommand command = new PaymentCommand(
                "c1", action, "1", null, null, amount, amount == null ? null : "SEK", List.of(lines), null, null);
        return new Assignment(command, ACCOUNT, providerOrderId, 0);
    }

    static String wire(Object body) {
        try {
            return WIRE.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The intent that would have been stored for a request. */
    static Attempt attempt(ProviderRequest request, SveaOrder before) {
        return attempt(
                request.effect(),
                request.operation(),
                request.amount(),
                request.path(),
                wire(request.body()),
                before.basis());
    }

    static Attempt attempt(Effect effect, String operation, long amount, String path, String body, String basis) {
        return new Attempt(1, effect, operation, amount, "SEK", null, "POST", path, body, basis, Instant.EPOCH, null);
    }

    static ProviderAnswer answer(int status, String body) {
        return answer(status, body, Map.of());
    }

    static ProviderAnswer answer(int status, String body, Map<String, String> headers) {
        return new ProviderAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
