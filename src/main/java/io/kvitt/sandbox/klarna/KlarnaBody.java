package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.sandbox.simulation.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's body, checked by the rules of its operation. */
record KlarnaBody(ObjectNode json) {

    static KlarnaBody of(KlarnaOperation operation, byte[] bytes) {
        JsonNode json = bytes.length == 0 ? Json.MAPPER.createObjectNode() : Json.parse(bytes);
        if (!(json instanceof ObjectNode object)) {
            throw KlarnaRefusal.badValue("body");
        }
        KlarnaField.checkAll("", object, KlarnaRules.of(operation));
        return new KlarnaBody(object);
    }

    /** One that has to be there. */
    long amount(String field) {
        return json.get(field).longValue();
    }

    @Nullable
    String text(String field) {
        JsonNode value = json.get(field);
        return value == null ? null : value.textValue();
    }

    KlarnaLines lines() {
        JsonNode lines = json.get("order_lines");
        return lines == null ? KlarnaLines.NONE : KlarnaLines.of(lines);
    }

    /** Each as JSON. */
    List<String> shipments() {
        List<String> shipments = new ArrayList<>();
        json.path("shipping_info").forEach(shipment -> shipments.add(shipment.toString()));
        return shipments;
    }
}
