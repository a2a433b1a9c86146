package io.kvitt.provider.klarna;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.OrderLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order line in Klarna's form: whole quantities only, amounts in minor units including tax.
 *
 * @param type {@code physical}, or {@code discount} for a negative line; not compared, since Klarna may tell another
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KlarnaLine(
        String type,
        @Nullable String reference,
        String name,
        long quantity,
        @JsonProperty("unit_price") long unitPrice,
        @JsonProperty("tax_rate") int taxRate,
        @JsonProperty("total_amount") long totalAmount,
        @JsonProperty("total_discount_amount") long totalDiscountAmount,
        @JsonProperty("total_tax_amount") long totalTaxAmount) {

    private static final int LONGEST_NAME = 255;

    static List<KlarnaLine> of(List<OrderLine> lines) {
        return lines.stream().map(KlarnaLine::of).toList();
    }

    /** A fraction of a piece becomes one line of one piece, with the quantity in its name. */
    private static KlarnaLine of(OrderLine line) {
        boolean whole = line.quantity().stripTrailingZeros().scale() <= 0;
        String name = whole ? line.name() : line.quantity().stripTrailingZeros().toPlainString() + " × " + line.name();
        return new KlarnaLine(
                line.unitPrice() < 0 ? "discount" : "physical",
                line.reference(),
                shortened(name),
                whole ? line.quantity().longValueExact() : 1,
                whole ? line.unitPrice() : line.grossAmount(),
                line.taxRate(),
                line.totalAmount(),
                line.discountAmount(),
                line.taxAmount());
    }

    static List<KlarnaLine> parse(JsonNode array) {
        List<KlarnaLine> lines = new ArrayList<>();
        array.forEach(line -> lines.add(new KlarnaLine(
                line.path("type").asText("physical"),
                line.path("reference").asText("").isEmpty()
                        ? null
                        : line.path("reference").asText(),
                line.path("name").asText(),
                line.path("quantity").asLong(),
                line.path("unit_price").asLong(),
                line.path("tax_rate").asInt(),
                line.path("total_amount").asLong(),
                line.path("total_discount_amount").asLong(),
                line.path("total_tax_amount").asLong())));
        return List.copyOf(lines);
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
        return name.substring(0, end);
    }

    /** What decides whether two lines are the same; type and tax are derived. */
    private List<Object> identity() {
        return List.of(reference == null ? "" : reference, name, quantity, unitPrice, taxRate, totalAmount);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KlarnaLine line && identity().equals(line.identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }
}
