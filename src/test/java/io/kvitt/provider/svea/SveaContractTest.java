package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.CARD_ACTIONS;
import static io.kvitt.provider.svea.SveaFixtures.INVOICE_ACTIONS;
import static io.kvitt.provider.svea.SveaFixtures.INVOICE_DELIVERY;
import static io.kvitt.provider.svea.SveaFixtures.INVOICE_ROW;
import static io.kvitt.provider.svea.SveaFixtures.bothRows;
import static io.kvitt.provider.svea.SveaFixtures.chairs;
import static io.kvitt.provider.svea.SveaFixtures.credit;
import static io.kvitt.provider.svea.SveaFixtures.delivery;
import static io.kvitt.provider.svea.SveaFixtures.json;
import static io.kvitt.provider.svea.SveaFixtures.lamps;
import static io.kvitt.provider.svea.SveaFixtures.list;
import static io.kvitt.provider.svea.SveaFixtures.row;
import static io.kvitt.provider.svea.SveaFixtures.rows;

import io.kvitt.Bound;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderContract;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

class SveaContractTest extends ProviderContract {

    private final Svea svea =
            new Svea(new SveaRequests(), new SveaSignature(Clock.systemUTC()), Bound.settings(SveaSettings.class));

    @Override
    protected Provider provider() {
        return svea;
    }

    @Override
    protected Class<? extends AccountSettings> settings() {
        return SveaAccounts.class;
    }

    @Override
    protected Map<String, String> ownSettings() {
        return Map.of("merchant-id", "100001", "secret", "hemligt");
    }

    @Override
    protected String orderId() {
        return "7001";
    }

    @Override
    protected Map<PaymentStatus, List<String>> orders() {
        return Map.of(
                PaymentStatus.PENDING,
                List.of(invoice("Pending", 0, bothRows(""), "[]", "")),
                PaymentStatus.AUTHORIZED,
                List.of(
                        authorized(orderId(), 350000),
                        json("Card", "Open", "AUTHORIZED", 0, bothRows(""), "null", CARD_ACTIONS)),
                PaymentStatus.PARTLY_ACTIVATED,
                List.of(partlyDelivered()),
                PaymentStatus.REST_ENDED,
                List.of(restCancelled()),
                PaymentStatus.ACTIVATED,
                List.of(delivered(0, "[]", INVOICE_DELIVERY)),
                PaymentStatus.ANNULLED,
                List.of(cancelled()),
                PaymentStatus.CREDITED,
                List.of(credited()),
                PaymentStatus.PARTLY_CREDITED,
                List.of(delivered(20000, list(credit(-20000, "")), INVOICE_DELIVERY)),
                PaymentStatus.FAILED,
                List.of(invoice("Failed", 0, bothRows(""), "[]", "")));
    }

    /** An order that Svea lets lapse is cancelled. */
    @Override
    protected Set<PaymentStatus> neverShown() {
        return Set.of(PaymentStatus.EXPIRED);
    }

    @Override
    protected String authorized(String orderId, long amount) {
        return invoice("Open", 0, rows(row(1, "A1", "Chair", 100, amount, 2500, INVOICE_ROW)), "[]", INVOICE_ACTIONS)
                .replace("\"Id\":7001", "\"Id\":" + orderId)
                .replace("\"OrderAmount\":350000", "\"OrderAmount\":" + amount);
    }

    @Override
    protected Map<Effect, Change> changes() {
        String open = invoice("Open", 0, bothRows(INVOICE_ROW), "[]", INVOICE_ACTIONS);
        OrderLine chair = new OrderLine("A1", "Chair", BigDecimal.valueOf(2), 100000, 2500, 200000);
        OrderLine lamp = new OrderLine("A2", "Lamp", BigDecimal.valueOf(3), 50000, 2500, 150000);
        String kept = delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY);
        return Map.of(
                Effect.ACTIVATE, new Change(open, delivered(0, "[]", INVOICE_DELIVERY)),
                Effect.ANNUL, new Change(open, cancelled()),
                Effect.CREDIT, new Change(delivered(0, "[]", INVOICE_DELIVERY), credited()),
                Effect.UPDATE, new Change(authorized(orderId(), 350000), open, 350000L, List.of(chair, lamp)),
                Effect.RELEASE,
                        new Change(
                                partlyDelivered(),
                                json("Invoice", "Delivered", "Closed", 150000, "[]", list(kept), "")));
    }

    @Override
    protected ProviderAnswer refusal() {
        return answer(400, "{\"Code\":1034,\"Message\":\"Not allowed\"}");
    }

    private static String invoice(String status, long cancelled, String rows, String deliveries, String actions) {
        return json("Invoice", status, "Active", cancelled, rows, deliveries, actions);
    }

    private static String partlyDelivered() {
        String first = delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY);
        return invoice("Open", 0, rows(lamps(INVOICE_ROW)), list(first), INVOICE_ACTIONS);
    }

    private static String restCancelled() {
        String first = delivery(5588001, 200000, 0, "[]", rows(chairs("CanCreditRow")), INVOICE_DELIVERY);
        return json("Invoice", "Delivered", "Closed", 150000, "[]", list(first), "");
    }

    private static String delivered(long credited, String credits, String actions) {
        String whole = delivery(
                5588001, 350000, credited, credits, bothRows(actions.isEmpty() ? "" : "CanCreditRow"), actions);
        return json("Invoice", "Delivered", "Closed", 0, "[]", list(whole), "");
    }

    private static String credited() {
        return delivered(350000, list(credit(-350000, "")), "");
    }

    private static String cancelled() {
        return json(
                "Invoice",
                "Cancelled",
                "Closed",
                350000,
                bothRows("").replace("\"IsCancelled\":false", "\"IsCancelled\":true"),
                "[]",
                "");
    }
}
