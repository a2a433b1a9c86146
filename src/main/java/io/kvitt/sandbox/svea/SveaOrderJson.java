package io.kvitt.sandbox.svea;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kvitt.sandbox.simulation.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Orders as they are read. Whether a list without entries is empty or null depends on the payment type. */
record SveaOrderJson(SveaReading reading) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final String ADDRESS = """
            {"FullName":"Test Person","StreetAddress":"Gatan 1","CoAddress":null,"PostalCode":"99999",\
            "City":"Stan","CountryCode":"SE"}""";

    byte[] order(SveaOrder order) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("Id", order.id);
            json.writeStringField("Currency", order.currency);
            json.writeStringField("MerchantOrderId", order.merchantOrderId);
            json.writeStringField("OrderStatus", order.status.wireName());
            json.writeStringField("SystemStatus", reading.systemStatus(order));
            json.writeNullField("SystemStatusMessage");
            json.writeNullField("PaymentCreditStatus");
            json.writeStringField("EmailAddress", "test@example.com");
            json.writeStringField("PhoneNumber", "0700000000");
            json.writeStringField("CustomerReference", "");
            json.writeNullField("PeppolId");
            boolean unpaid = order.status == SveaOrder.Status.PROCESSING;
            json.writeStringField("PaymentType", unpaid ? null : order.type.wireName());
            json.writeStringField("CreationDate", time(order.createdAt));
            json.writeStringField("NationalId", "194605092222");
            json.writeBooleanField("IsCompany", order.business);
            json.writeNumberField("CancelledAmount", order.cancelledAmount);
            json.writeNumberField("OrderAmount", order.amount);
            raw(json, "BillingAddress", ADDRESS);
            raw(json, "ShippingAddress", ADDRESS);
            deliveries(json, order);
            rows(json, order);
            texts(json, "Actions", reading.actions(order));
            json.writeBooleanField("SveaWillBuy", true);
            json.writeEndObject();
        });
    }

    /** A card's delivery is gone once everything was taken back. */
    private void deliveries(JsonGenerator json, SveaOrder order) throws IOException {
        boolean takenBack = order.type.isReserved() && order.status == SveaOrder.Status.CANCELLED;
        if (order.deliveries().isEmpty() && !order.type.isDeliveredInParts() || takenBack) {
            json.writeNullField("Deliveries");
            return;
        }
        json.writeArrayFieldStart("Deliveries");
        for (SveaDelivery delivery : order.deliveries()) {
            write(json, order, delivery);
        }
        json.writeEndArray();
    }

    private void rows(JsonGenerator json, SveaOrder order) throws IOException {
        if (!order.type.isInvoiced() && !order.deliveries().isEmpty()) {
            if (order.status == SveaOrder.Status.CANCELLED) {
                rows(json, order, order.deliveries().get(0).rows);
            } else {
                json.writeNullField("OrderRows");
            }
            return;
        }
        boolean hidden = order.status == SveaOrder.Status.DELIVERED
                && !reading.switches().on(SveaSwitch.CANCELLED_ROWS_STAY);
        rows(json, order, hidden ? List.of() : order.rows);
    }

    private void rows(JsonGenerator json, SveaOrder order, List<SveaRow> rows) throws IOException {
        json.writeArrayFieldStart("OrderRows");
        for (SveaRow row : rows) {
            write(json, row, reading.actions(order, row));
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, SveaOrder order, SveaDelivery delivery) throws IOException {
        boolean invoice = order.type == SveaPaymentType.INVOICE;
        json.writeStartObject();
        json.writeNumberField("Id", delivery.id);
        json.writeStringField("CreationDate", time(delivery.createdAt));
        json.writeFieldName("InvoiceId");
        if (invoice) {
            json.writeNumber(delivery.id % 10_000_000);
        } else {
            json.writeNull();
        }
        json.writeNumberField("DeliveryAmount", delivery.amount);
        json.writeNumberField("CreditedAmount", reading.visibleCredit(order, delivery));
        json.writeArrayFieldStart("Credits");
        long shown = reading.visibleCredit(order, delivery);
        for (SveaCredit credit : delivery.credits()) {
            shown -= credit.amount();
            if (shown >= 0) {
                write(json, credit);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("OrderRows");
        for (SveaRow row : delivery.rows) {
            write(json, row, reading.actionsOfDelivered(order, delivery, row));
        }
        json.writeEndArray();
        texts(json, "Actions", reading.actions(order, delivery));
        json.writeStringField("Status", invoice ? "Sent" : null);
        json.writeStringField("DueDate", invoice ? dueDate(delivery.createdAt) : null);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SveaCredit credit) throws IOException {
        json.writeStartObject();
        json.writeNumberField("Amount", -credit.amount());
        json.writeArrayFieldStart("OrderRows");
        for (SveaRow row : credit.rows()) {
            write(json, row, List.of());
        }
        json.writeEndArray();
        texts(json, "Actions", List.of());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SveaRow row, List<String> actions) throws IOException {
        json.writeStartObject();
        json.writeNumberField("OrderRowId", row.id());
        json.writeStringField("ArticleNumber", row.articleNumber());
        json.writeStringField("Name", row.name());
        json.writeNumberField("Quantity", row.quantity());
        json.writeNumberField("UnitPrice", row.unitPrice());
        json.writeNumberField("DiscountPercent", row.discountPercent());
        json.writeNumberField("DiscountAmount", row.discountAmount());
        json.writeNumberField("VatPercent", row.vatPercent());
        json.writeStringField("Unit", row.unit());
        if (row.rowType() != null) {
            json.writeStringField("RowType", row.rowType());
        }
        json.writeBooleanField("IsCancelled", row.cancelled());
        texts(json, "Actions", actions);
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void raw(JsonGenerator json, String field, String value) throws IOException {
        json.writeFieldName(field);
        json.writeRawValue(value);
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private static String dueDate(long delivered) {
        return TIME.format(
                Instant.ofEpochMilli(delivered).truncatedTo(ChronoUnit.DAYS).plus(30, ChronoUnit.DAYS));
    }
}
