package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.sandbox.simulation.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A buyer who does not exist, and what a change of the customer's details makes of where the goods go. */
final class Buyer {

    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    private static final String PERSON = """
            {"given_name":"Test","family_name":"Person","title":"","street_address":"Gatan 1","street_address2":"",\
            "postal_code":"99999","city":"Stan","region":"","country":"SE","email":"test@example.com","phone":""}""";

    private static final String COMPANY = PERSON.replace("{", "{\"organization_name\":\"Bolaget AB\",");

    private Buyer() {}

    static String customer(KlarnaOrder order) {
        return order.business
                ? "{\"type\":\"organization\"}"
                : "{\"date_of_birth\":\"1970-01-01\",\"type\":\"person\"}";
    }

    static String billingAddress(KlarnaOrder order) {
        return order.business ? COMPANY : PERSON;
    }

    /** @param changed what it was changed to; null for never */
    static String shippingAddress(KlarnaOrder order, @Nullable String changed) {
        return changed == null ? billingAddress(order) : changed;
    }

    /** What is given replaces what there was; an empty text clears. */
    static void change(KlarnaOrder order, KlarnaBody body) {
        if (body.json().has("billing_address")) {
            throw KlarnaRefusal.notAllowed("NOT_ALLOWED", "Billing address cannot be updated.");
        }
        JsonNode given = body.json().path("shipping_address");
        if (given.has("country")
                && !COUNTRY.matcher(given.get("country").asText()).matches()) {
            throw new KlarnaRefusal(422, "INVALID_ADDRESS", "The shipping and/or billing address is invalid");
        }
        byte[] present = shippingAddress(order, order.shippingAddress).getBytes(StandardCharsets.UTF_8);
        ObjectNode address = (ObjectNode) Objects.requireNonNull(Json.parse(present));
        if (given instanceof ObjectNode changes) {
            address.setAll(changes);
        }
        order.shippingAddress = address.toString();
    }
}
