package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.NOW;
import static io.kvitt.provider.klarna.KlarnaFixture.addCapture;
import static io.kvitt.provider.klarna.KlarnaFixture.addRefund;
import static io.kvitt.provider.klarna.KlarnaFixture.line;
import static io.kvitt.provider.klarna.KlarnaFixture.orderJson;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.Bound;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderContract;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

class KlarnaContractTest extends ProviderContract {

    private final Klarna klarna = new Klarna(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new KlarnaRequests(),
            new KlarnaHeaders(),
            Bound.settings(KlarnaSettings.class));

    @Override
    protected Provider provider() {
        return klarna;
    }

    @Override
    protected Class<? extends AccountSettings> settings() {
        return KlarnaAccounts.class;
    }

    @Override
    protected Map<String, String> ownSettings() {
        return Map.of("username", "K123456_ab12", "password", "hemligt");
    }

    @Override
    protected String orderId() {
        return KlarnaFixture.ORDER_ID;
    }

    @Override
    protected Map<PaymentStatus, List<String>> orders() {
        return Map.of(
                PaymentStatus.PENDING,
                List.of(orderJson("AUTHORIZED", "PENDING", 20000, 0, 0, 20000).toString()),
                PaymentStatus.AUTHORIZED,
                List.of(authorized(orderId(), 20000)),
                PaymentStatus.PARTLY_ACTIVATED,
                List.of(partCaptured(7500).toString()),
                PaymentStatus.REST_ENDED,
                List.of(
                        order("CAPTURED", 12500, 0, 0).toString(),
                        order("EXPIRED", 12500, 0, 7500).toString()),
                PaymentStatus.ACTIVATED,
                List.of(captured(0).toString()),
                PaymentStatus.ANNULLED,
                List.of(order("CANCELLED", 0, 0, 20000).toString()),
                PaymentStatus.CREDITED,
                List.of(captured(20000).toString()),
                PaymentStatus.PARTLY_CREDITED,
                List.of(captured(500).toString()),
                PaymentStatus.EXPIRED,
                List.of(order("EXPIRED", 0, 0, 0).toString()),
                PaymentStatus.FAILED,
                List.of(order("CLOSED", 0, 0, 0).toString()));
    }

    @Override
    protected Set<PaymentStatus> neverShown() {
        return Set.of();
    }

    @Override
    protected String authorized(String orderId, long amount) {
        return orderJson("AUTHORIZED", "ACCEPTED", amount, 0, 0, amount)
                .put("order_id", orderId)
                .toString();
    }

    @Override
    protected Map<Effect, Change> changes() {
        String authorized = authorized(orderId(), 20000);
        OrderLine chair = line("A", "Chair", "2", 500, 2500, 1000);
        ObjectNode updated = orderJson("AUTHORIZED", "ACCEPTED", 1000, 0, 0, 1000);
        updated.withArray("order_lines").add(KlarnaFixture.JSON.<ObjectNode>valueToTree(KlarnaLine.of(chair)));
        ObjectNode refunded = captured(20000);
        addRefund(refunded, "r1", 20000, "c1");
        return Map.of(
                Effect.ACTIVATE, new Change(authorized, captured(0).toString()),
                Effect.ANNUL,
                        new Change(authorized, order("CANCELLED", 0, 0, 20000).toString()),
                Effect.CREDIT, new Change(captured(0).toString(), refunded.toString()),
                Effect.UPDATE, new Change(authorized, updated.toString(), 1000L, List.of(chair)),
                Effect.RELEASE,
                        new Change(
                                partCaptured(7500).toString(), partCaptured(0).toString()));
    }

    @Override
    protected ProviderAnswer refusal() {
        return answer(403, "{\"error_code\":\"CAPTURE_NOT_ALLOWED\",\"correlation_id\":\"corr-1\"}");
    }

    private static ObjectNode order(String status, long captured, long refunded, long left) {
        return orderJson(status, "ACCEPTED", 20000, captured, refunded, left);
    }

    private static ObjectNode captured(long refunded) {
        ObjectNode order = order("CAPTURED", 20000, refunded, 0);
        addCapture(order, "c1", 20000, "x");
        return order;
    }

    private static ObjectNode partCaptured(long left) {
        ObjectNode order = order("PART_CAPTURED", 12500, 0, left);
        addCapture(order, "c1", 12500, "x");
        return order;
    }
}
