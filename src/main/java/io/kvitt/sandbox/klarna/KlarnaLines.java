package io.kvitt.sandbox.klarna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.NewOrder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Order lines with the fields filled in that the server adds when reading.
 *
 * @param json the array
 * @param wrong which field of which line does not come to what the others make of it; null when all do
 */
record KlarnaLines(
        String json,
        int count,
        long sum,
        boolean withReturnFee,
        @Nullable String wrong) {

    static final KlarnaLines NONE = new KlarnaLines("[]", 0, 0, false, null);

    private static final long HUNDRED_PERCENT = 10_000;

    /** @param array checked by {@link KlarnaRules#LINE} */
    static KlarnaLines of(JsonNode array) {
        ArrayNode filled = Json.MAPPER.createArrayNode();
        long sum = 0;
        boolean fee = false;
        String wrong = null;
        for (JsonNode line : array) {
            ObjectNode copy = line.deepCopy();
            putMissing(copy, "type", "physical");
            putMissing(copy, "quantity_unit", "");
            for (String number : List.of("total_discount_amount", "tax_rate", "total_tax_amount")) {
                if (!copy.has(number)) {
                    copy.put(number, 0);
                }
            }
            sum += line.get("total_amount").longValue();
            fee |= copy.get("type").asText().equals("return_fee");
            wrong = wrong == null ? wrongField(copy) : wrong;
            filled.add(copy);
        }
        return new KlarnaLines(filled.toString(), filled.size(), sum, fee, wrong);
    }

    static String of(List<NewOrder.Line> lines) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (NewOrder.Line line : lines) {
            array.addObject()
                    .put("reference", line.reference())
                    .put("type", line.typeOrDefault())
                    .put("quantity", line.quantity())
                    .put("quantity_unit", "pcs")
                    .put("name", line.name())
                    .put("total_amount", line.total())
                    .put("unit_price", line.unitPrice())
                    .put("total_discount_amount", line.discountOrNone())
                    .put("tax_rate", line.taxRate())
                    .put("total_tax_amount", line.total() - net(line.total(), line.taxRate()));
        }
        return new String(Json.bytes(array), StandardCharsets.UTF_8);
    }

    /** Rounded half up. */
    private static long net(long total, long taxRate) {
        long divisor = HUNDRED_PERCENT + taxRate;
        return Math.floorDiv(total * HUNDRED_PERCENT + divisor / 2, divisor);
    }

    /** The total is quantity × price − discount, and the tax may be one minor unit off what the rate makes of it. */
    private static @Nullable String wrongField(ObjectNode line) {
        BigInteger total = whole(line, "total_amount");
        if (!whole(line, "quantity")
                .multiply(whole(line, "unit_price"))
                .subtract(whole(line, "total_discount_amount"))
                .equals(total)) {
            return "total_amount";
        }
        BigInteger rate = whole(line, "tax_rate");
        BigInteger divisor = rate.add(BigInteger.valueOf(HUNDRED_PERCENT));
        BigInteger difference =
                whole(line, "total_tax_amount").multiply(divisor).subtract(total.multiply(rate));
        boolean taxItself = line.get("type").asText().equals("sales_tax");
        return taxItself || difference.abs().compareTo(divisor) <= 0 ? null : "total_tax_amount";
    }

    private static BigInteger whole(ObjectNode line, String field) {
        return line.get(field).bigIntegerValue();
    }

    private static void putMissing(ObjectNode line, String field, String value) {
        if (!line.has(field)) {
            line.put(field, value);
        }
    }
}
