package io.kvitt.provider.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.Code;
import io.kvitt.provider.ReadFailed;
import io.kvitt.provider.klarna.KlarnaOrder.Capture;
import io.kvitt.provider.klarna.KlarnaOrder.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** An order out of the JSON of {@code GET /orders/{id}}. What a decision rests on must be there; the rest may be. */
final class KlarnaOrderJson {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private KlarnaOrderJson() {}

    /** @throws ReadFailed when the JSON is not an order, or an order that Kvitt does not fully understand */
    static KlarnaOrder read(String json) {
        JsonNode order = KlarnaJson.object(json);
        if (!order.has("order_id")) {
            // cut off on its way, or not from the API at all: the next answer may be another
            throw new ReadFailed(Code.PROVIDER_UNAVAILABLE, "The answer is not an order", null);
        }
        return new KlarnaOrder(
                text(order, "order_id"),
                status(text(order, "status")),
                KlarnaJson.text(order, "fraud_status"),
                currency(text(order, "purchase_currency")),
                amount(order, "order_amount"),
                amount(order, "captured_amount"),
                amount(order, "refunded_amount"),
                KlarnaJson.integer(order, "remaining_authorized_amount"),
                KlarnaLine.readAll(order.path("order_lines")),
                captures(order.path("captures")),
                refunds(order.path("refunds")));
    }

    private static KlarnaStatus status(String text) {
        for (KlarnaStatus status : KlarnaStatus.values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        throw unreadable("a status that is not known");
    }

    private static String currency(String text) {
        String currency = text.toUpperCase(Locale.ROOT);
        if (!CURRENCY.matcher(currency).matches()) {
            throw unreadable("no currency code in purchase_currency");
        }
        return currency;
    }

    private static List<Capture> captures(JsonNode array) {
        List<Capture> captures = new ArrayList<>();
        for (JsonNode capture : array) {
            captures.add(new Capture(
                    KlarnaJson.text(capture, "capture_id"),
                    KlarnaJson.integer(capture, "captured_amount"),
                    KlarnaJson.text(capture, "reference"),
                    KlarnaLine.readAll(capture.path("order_lines"))));
        }
        return captures;
    }

    private static List<Refund> refunds(JsonNode array) {
        List<Refund> refunds = new ArrayList<>();
        for (JsonNode refund : array) {
            refunds.add(new Refund(KlarnaJson.text(refund, "refund_id"), KlarnaJson.text(refund, "reference")));
        }
        return refunds;
    }

    private static String text(JsonNode order, String field) {
        String value = KlarnaJson.text(order, field);
        if (value == null || value.isBlank()) {
            throw unreadable("no " + field);
        }
        return value;
    }

    private static long amount(JsonNode order, String field) {
        Long value = KlarnaJson.integer(order, field);
        if (value == null) {
            throw unreadable("no whole number in " + field);
        }
        return value;
    }

    private static ReadFailed unreadable(String why) {
        return new ReadFailed(
                Code.READING_CONTRADICTS, "The answer is not an order that can be relied on: " + why, null);
    }
}
