package io.kvitt.provider.klarna;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.OrderLine;
import io.kvitt.payment.PaymentReading;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ReadFailed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A Klarna order as it was read. Amounts are minor units.
 *
 * <p>Klarna's own status says little about refunds (a fully refunded order still reads CAPTURED), and a cancelled order
 * keeps its remaining amount, so status and amounts are judged together.
 *
 * @param captures each capture's reference and amount, in Klarna's order
 * @param refunds likewise
 */
record KlarnaOrder(
        String orderId,
        PaymentStatus status,
        String currency,
        long total,
        long activated,
        long credited,
        long remaining,
        Set<Effect> allowed,
        List<KlarnaLine> lines,
        List<Entry> captures,
        List<Entry> refunds)
        implements PaymentReading {

    /** A capture or a refund. */
    record Entry(String reference, long amount) {}

    static KlarnaOrder parse(String json) {
        JsonNode order;
        try {
            order = KlarnaJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw unreadable("is not JSON");
        }
        if (!order.isObject()) {
            throw unreadable("is not an order");
        }
        String klarnaStatus = text(order, "status").toUpperCase(Locale.ROOT);
        String fraud = order.path("fraud_status").asText("ACCEPTED").toUpperCase(Locale.ROOT);
        long total = amount(order, "order_amount");
        long captured = amount(order, "captured_amount");
        long refunded = amount(order, "refunded_amount");
        long remaining = amount(order, "remaining_authorized_amount");
        if (refunded > captured || captured + remaining > total && remaining > 0 && !klarnaStatus.equals("CANCELLED")) {
            throw unreadable("has amounts that contradict each other");
        }
        PaymentStatus status = status(klarnaStatus, fraud, captured, refunded, remaining);
        boolean open = status == PaymentStatus.PENDING
                || status == PaymentStatus.AUTHORIZED
                || status == PaymentStatus.PARTLY_ACTIVATED;
        return new KlarnaOrder(
                text(order, "order_id"),
                status,
                text(order, "purchase_currency").toUpperCase(Locale.ROOT),
                total,
                captured,
                refunded,
                open ? remaining : 0,
                allowed(klarnaStatus, fraud, status, captured, refunded),
                KlarnaLine.parse(order.path("order_lines")),
                entries(order.path("captures"), "captured_amount"),
                entries(order.path("refunds"), "refunded_amount"));
    }

    private static PaymentStatus status(String klarna, String fraud, long captured, long refunded, long remaining) {
        return switch (klarna) {
            case "AUTHORIZED" -> fraud.equals("PENDING") ? PaymentStatus.PENDING : PaymentStatus.AUTHORIZED;
            case "PART_CAPTURED" ->
                refunded == 0 && remaining > 0 ? PaymentStatus.PARTLY_ACTIVATED : byAmounts(captured, refunded);
            case "CAPTURED" -> byAmounts(captured, refunded);
            case "CANCELLED" -> captured == 0 ? PaymentStatus.ANNULLED : byAmounts(captured, refunded);
            case "EXPIRED" -> captured == 0 ? PaymentStatus.EXPIRED : byAmounts(captured, refunded);
            case "CLOSED" -> captured == 0 ? PaymentStatus.FAILED : byAmounts(captured, refunded);
            default -> throw unreadable("has a status that Kvitt does not know");
        };
    }

    private static PaymentStatus byAmounts(long captured, long refunded) {
        if (captured == 0) {
            throw unreadable("is captured without an amount");
        }
        if (refunded == 0) {
            return PaymentStatus.ACTIVATED;
        }
        return refunded < captured ? PaymentStatus.PARTLY_CREDITED : PaymentStatus.CREDITED;
    }

    /** Cancel only with zero captures, refund only what is captured, change only what is not fully captured. */
    private static Set<Effect> allowed(
            String klarna, String fraud, PaymentStatus status, long captured, long refunded) {
        Set<Effect> allowed = EnumSet.noneOf(Effect.class);
        // Klarna cancels a rejected order by itself; taking its money would override the review.
        boolean accepted = fraud.equals("ACCEPTED");
        switch (status) {
            case PENDING -> allowed.add(Effect.ANNUL);
            case AUTHORIZED -> {
                allowed.add(Effect.ANNUL);
                if (accepted) {
                    allowed.add(Effect.ACTIVATE);
                    allowed.add(Effect.UPDATE);
                }
            }
            case PARTLY_ACTIVATED -> {
                allowed.add(Effect.RELEASE);
                if (accepted) {
                    allowed.add(Effect.ACTIVATE);
                }
            }
            case ACTIVATED, PARTLY_CREDITED -> allowed.add(Effect.CREDIT);
            case ANNULLED, CREDITED, EXPIRED, FAILED -> {
                // nothing is left to change
            }
        }
        return allowed;
    }

    private static List<Entry> entries(JsonNode array, String amount) {
        List<Entry> entries = new ArrayList<>();
        array.forEach(entry -> entries.add(
                new Entry(entry.path("reference").asText(""), entry.path(amount).asLong())));
        return List.copyOf(entries);
    }

    private static String text(JsonNode order, String name) {
        String text = order.path(name).asText("");
        if (text.isEmpty()) {
            throw unreadable("lacks " + name);
        }
        return text;
    }

    /** A missing amount is never taken for nothing, or for everything. */
    private static long amount(JsonNode order, String name) {
        JsonNode amount = order.path(name);
        if (!amount.isIntegralNumber() || !amount.canConvertToLong() || amount.longValue() < 0) {
            throw unreadable("lacks " + name);
        }
        return amount.longValue();
    }

    private static ReadFailed unreadable(String how) {
        return new ReadFailed(Code.PROVIDER_UNAVAILABLE, "Klarna's answer " + how, null);
    }

    @Override
    public boolean matches(long amount, List<OrderLine> wished) {
        return amount == total && (wished.isEmpty() || KlarnaLine.of(wished).equals(lines));
    }

    @Override
    public String basis() {
        ObjectNode basis = KlarnaJson.MAPPER.createObjectNode();
        basis.put("status", status.name());
        basis.put("total", total);
        basis.put("captured", activated);
        basis.put("refunded", credited);
        basis.put("remaining", remaining);
        basis.put("captures", captures.size());
        basis.put("refunds", refunds.size());
        return basis.toString();
    }
}
