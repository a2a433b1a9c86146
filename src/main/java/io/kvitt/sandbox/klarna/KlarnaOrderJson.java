package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kvitt.sandbox.simulation.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders, captures and refunds as they are read; unset references are absent, unset addresses empty. */
record KlarnaOrderJson(KlarnaReading reading) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    byte[] order(KlarnaOrder order) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("order_id", order.id);
            json.writeStringField("status", reading.status(order).name());
            json.writeStringField("fraud_status", order.fraud.name());
            json.writeNumberField("order_amount", order.amount);
            json.writeNumberField("original_order_amount", order.originalAmount);
            json.writeNumberField("captured_amount", order.captured);
            json.writeNumberField("refunded_amount", order.refunded);
            json.writeNumberField("remaining_authorized_amount", reading.remaining(order));
            json.writeStringField("purchase_currency", order.currency);
            json.writeStringField("locale", "sv-SE");
            json.writeStringField("purchase_country", "SE");
            raw(json, "order_lines", order.lines);
            optional(json, "merchant_reference1", order.reference1);
            optional(json, "merchant_reference2", order.reference2);
            json.writeStringField("klarna_reference", order.klarnaReference());
            raw(json, "customer", Buyer.customer(order));
            raw(json, "billing_address", Buyer.billingAddress(order));
            raw(json, "shipping_address", Buyer.shippingAddress(order, order.shippingAddress));
            if (!order.shippingInfo().isEmpty()) {
                raw(json, "shipping_info", array(order.shippingInfo()));
            }
            json.writeStringField("created_at", time(order.createdAt));
            json.writeStringField("expires_at", time(order.expiresAt));
            json.writeArrayFieldStart("captures");
            for (Capture capture : order.captures()) {
                write(json, order, capture);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("refunds");
            for (Refund refund : order.refunds()) {
                write(json, order, refund);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("initial_payment_method");
            json.writeStringField("type", order.paymentType);
            json.writeStringField("description", "Pay later");
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    byte[] captures(KlarnaOrder order) {
        return Json.write(json -> {
            json.writeStartArray();
            for (Capture capture : order.captures()) {
                write(json, order, capture);
            }
            json.writeEndArray();
        });
    }

    byte[] capture(KlarnaOrder order, Capture capture) {
        return Json.write(json -> write(json, order, capture));
    }

    byte[] refund(KlarnaOrder order, Refund refund) {
        return Json.write(json -> write(json, order, refund));
    }

    private void write(JsonGenerator json, KlarnaOrder order, Capture capture) throws IOException {
        json.writeStartObject();
        json.writeStringField("capture_id", capture.id());
        json.writeStringField("klarna_reference", order.klarnaReference() + "-" + capture.number());
        json.writeNumberField("captured_amount", capture.amount());
        json.writeStringField("captured_at", time(capture.at()));
        json.writeStringField("description", capture.description() == null ? "" : capture.description());
        optional(json, "reference", capture.reference());
        raw(json, "order_lines", capture.lines());
        json.writeNumberField("refunded_amount", reading.refundedOf(order, capture));
        raw(json, "billing_address", Buyer.billingAddress(order));
        raw(json, "shipping_address", Buyer.shippingAddress(order, capture.shippingAddress()));
        raw(json, "shipping_info", array(capture.shippingInfo()));
        json.writeEndObject();
    }

    private void write(JsonGenerator json, KlarnaOrder order, Refund refund) throws IOException {
        json.writeStartObject();
        json.writeStringField("refund_id", refund.id());
        json.writeNumberField("refunded_amount", refund.amount());
        json.writeStringField("refunded_at", time(refund.at()));
        json.writeStringField("description", refund.description() == null ? "" : refund.description());
        if (reading.isOn(KlarnaSwitch.REFUND_REFERENCE_SHOWN)) {
            optional(json, "reference", refund.reference());
        }
        raw(json, "order_lines", refund.lines());
        json.writeBooleanField("credit_invoice", order.business);
        json.writeEndObject();
    }

    private static void raw(JsonGenerator json, String field, String value) throws IOException {
        json.writeFieldName(field);
        json.writeRawValue(value);
    }

    private static void optional(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }

    private static String array(List<String> items) {
        return items.isEmpty() ? "[]" : "[" + String.join(",", items) + "]";
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
