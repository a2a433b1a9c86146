package io.kvitt.provider.klarna;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Orders, commands and answers for the tests of this package. */
final class KlarnaFixture {

    static final String ORDER_ID = "7b1c0f5e-8f0a-4d55-9d0e-0a3e6c1f2b11";
    static final String COMMAND_ID = "erp1-000123";
    static final Instant NOW = Instant.parse("2026-03-03T08:00:00Z");

    /** As the route file's JSON marshaller is configured. */
    static final ObjectMapper JSON = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    static final Account ACCOUNT = new Account(
            "shop-klarna", KlarnaAccounts.KLARNA, URI.create("https://api.klarna.com"), "K123456_ab12", "sécret");

    private KlarnaFixture() {}

    static ObjectNode orderJson(String status, String fraud, long ordered, long captured, long refunded, long left) {
        ObjectNode order = JSON.createObjectNode();
        order.put("order_id", ORDER_ID);
        order.put("status", status);
        order.put("fraud_status", fraud);
        order.put("order_amount", ordered);
        order.put("original_order_amount", ordered);
        order.put("captured_amount", captured);
        order.put("refunded_amount", refunded);
        order.put("remaining_authorized_amount", left);
        order.put("purchase_currency", "SEK");
        order.put("created_at", "2026-03-02T10:11:12Z");
        order.put("expires_at", "2026-03-30T00:00:00.000+00:00");
        order.putArray("order_lines");
        order.putArray("captures");
        order.putArray("refunds");
        order.putObject("billing_address").put("given_name", "Sven").put("email", "sven@example.com");
        return order;
    }

    static KlarnaOrder order(String status, long ordered, long captured, long refunded, long left) {
        return read(orderJson(status, "ACCEPTED", ordered, captured, refunded, left));
    }

    static KlarnaOrder order(
            String status, long ordered, long captured, long refunded, long left, Consumer<ObjectNode> also) {
        ObjectNode json = orderJson(status, "ACCEPTED", ordered, captured, refunded, left);
        also.accept(json);
        return read(json);
    }

    static KlarnaOrder read(ObjectNode json) {
        return KlarnaOrderJson.read(json.toString());
    }

    static void addCapture(ObjectNode order, String id, long amount, String reference) {
        order.withArray("captures")
                .addObject()
                .put("capture_id", id)
                .put("captured_amount", amount)
                .put("captured_at", "2026-03-03T08:00:00.123Z")
                .put("reference", reference)
                .put("refunded_amount", 0);
    }

    static void addRefund(ObjectNode order, String id, long amount, String reference) {
        order.withArray("refunds")
                .addObject()
                .put("refund_id", id)
                .put("refunded_amount", amount)
                .put("reference", reference);
    }

    static OrderLine line(String reference, String name, String quantity, long unitPrice, int taxRate, long total) {
        return new OrderLine(reference, name, new BigDecimal(quantity), unitPrice, taxRate, total);
    }

    static Assignment assignment(Action action, Long amount, OrderLine... lines) {
        return new Assignment(
                new PaymentCommand(
                        COMMAND_ID,
                        action,
                        "100045",
                        ACCOUNT.name(),
                        ORDER_ID,
                        amount,
                        amount == null ? null : "SEK",
                        List.of(lines),
                        "said Sven",
                        "eva"),
                ACCOUNT,
                ORDER_ID,
                0);
    }

    static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The request as the ledger gives it back when its answer was lost. */
    static Attempt lost(ProviderRequest request, KlarnaOrder basedOn) {
        return new Attempt(
                17,
                request.effect(),
                request.operation(),
                request.amount(),
                request.currency(),
                request.idempotencyKey(),
                request.method(),
                request.path(),
                request.body() == null ? null : json(request.body()),
                basedOn.basis(),
                NOW,
                null);
    }

    static ProviderAnswer answer(int status, String body, String... headers) {
        return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    static ProviderAnswer answer(int status, byte[] body, String... headers) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return new ProviderAnswer(status, map, body);
    }
}
