package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.NewOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Order lines, checked and with the fields filled in that the server adds when reading.
 *
 * @param json the array
 */
record KlarnaLines(String json, int count, long sum, boolean withReturnFee) {

    static final KlarnaLines NONE = new KlarnaLines("[]", 0, 0, false);

    private static final int MOST = 1000;
    private static final long HIGHEST = 200_000_000;
    private static final List<String> REQUIRED = List.of("quantity", "unit_price", "total_amount");

    static KlarnaLines of(JsonNode array) {
        if (!array.isArray() || array.size() > MOST) {
            throw KlarnaRefusal.badValue("order_lines");
        }
        ArrayNode filled = Json.MAPPER.createArrayNode();
        long sum = 0;
        boolean fee = false;
        for (JsonNode line : array) {
            check(line);
            ObjectNode copy = line.deepCopy();
            putMissing(copy, "type", "physical");
            putMissing(copy, "quantity_unit", "");
            for (String number : List.of("total_discount_amount", "tax_rate", "total_tax_amount")) {
                if (!copy.has(number)) {
                    copy.put(number, 0);
                }
            }
            sum += line.get("total_amount").longValue();
            fee |= line.path("type").asText().equals("return_fee");
            filled.add(copy);
        }
        return new KlarnaLines(filled.toString(), filled.size(), sum, fee);
    }

    static String of(List<NewOrder.Line> lines) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (NewOrder.Line line : lines) {
            long net = (line.total() * 10_000 + (10_000 + line.taxRate()) / 2) / (10_000 + line.taxRate());
            array.addObject()
                    .put("reference", line.reference())
                    .put("type", "physical")
                    .put("quantity", line.quantity())
                    .put("quantity_unit", "pcs")
                    .put("name", line.name())
                    .put("total_amount", line.total())
                    .put("unit_price", line.unitPrice())
                    .put("total_discount_amount", 0)
                    .put("tax_rate", line.taxRate())
                    .put("total_tax_amount", line.total() - net);
        }
        return new String(Json.bytes(array), StandardCharsets.UTF_8);
    }

    private static void check(JsonNode line) {
        if (!line.path("name").isTextual()) {
            throw KlarnaRefusal.badValue("name");
        }
        if (line.get("name").textValue().length() > 255) {
            throw KlarnaRefusal.unprocessable("The size of the order_lines/name value must be between 0 and 255");
        }
        for (String field : REQUIRED) {
            if (!line.path(field).isIntegralNumber()) {
                throw KlarnaRefusal.badValue(field);
            }
        }
        if (line.get("quantity").longValue() < 0) {
            throw KlarnaRefusal.badValue("quantity");
        }
        if (line.get("unit_price").longValue() > HIGHEST
                || line.get("total_amount").longValue() > HIGHEST) {
            throw KlarnaRefusal.badValue("total_amount");
        }
    }

    private static void putMissing(ObjectNode line, String field, String value) {
        if (!line.has(field)) {
            line.put(field, value);
        }
    }
}
