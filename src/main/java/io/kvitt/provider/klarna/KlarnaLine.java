package io.kvitt.provider.klarna;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One order line in Klarna's form. Everything is nullable because answers may leave anything out.
 *
 * @param kept what Kvitt neither sets nor compares: unit, pictures, identifiers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KlarnaLine(
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("reference") @Nullable String reference,
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("quantity") @Nullable Long quantity,
        @JsonProperty("unit_price") @Nullable Long unitPrice,
        @JsonProperty("tax_rate") @Nullable Long taxRate,
        @JsonProperty("total_amount") @Nullable Long totalAmount,
        @JsonProperty("total_discount_amount") @Nullable Long totalDiscountAmount,
        @JsonProperty("total_tax_amount") @Nullable Long totalTaxAmount,
        @JsonAnyGetter Map<String, JsonNode> kept) {

    private static final int MAX_NAME = 255;

    private static final String UNIT = "quantity_unit";

    private static final List<String> KEPT = List.of(
            UNIT,
            "product_url",
            "image_url",
            "product_identifiers",
            "merchant_data",
            "shipping_attributes",
            "subscription");

    KlarnaLine {
        kept = Collections.unmodifiableMap(new TreeMap<>(kept));
    }

    /** One of which nothing is kept. */
    KlarnaLine(
            @Nullable String type,
            @Nullable String reference,
            @Nullable String name,
            @Nullable Long quantity,
            @Nullable Long unitPrice,
            @Nullable Long taxRate,
            @Nullable Long totalAmount,
            @Nullable Long totalDiscountAmount,
            @Nullable Long totalTaxAmount) {
        this(
                type,
                reference,
                name,
                quantity,
                unitPrice,
                taxRate,
                totalAmount,
                totalDiscountAmount,
                totalTaxAmount,
                Map.of());
    }

    /** The lines of an update: those of an article that the order has keep what Kvitt does not change. */
    static List<KlarnaLine> of(List<OrderLine> lines, List<KlarnaLine> former) {
        List<KlarnaLine> left = new ArrayList<>(former);
        List<KlarnaLine> made = new ArrayList<>();
        for (OrderLine line : lines) {
            KlarnaLine plain = of(line);
            Optional<KlarnaLine> before = left.stream()
                    .filter(plain::isOfTheSameArticle)
                    .min(Comparator.comparing(one -> !Objects.equals(one.name(), plain.name())));
            before.ifPresent(left::remove);
            made.add(before.map(one -> plain.keeping(one, line)).orElse(plain));
        }
        return made;
    }

    /** What takes off the price stays what takes off the price, whatever it is called. */
    private boolean isOfTheSameArticle(KlarnaLine other) {
        return reference != null
                && !reference.isBlank()
                && reference.equals(other.reference)
                && isNegative() == other.isNegative();
    }

    private boolean isNegative() {
        return unitPrice != null && unitPrice < 0 || totalAmount != null && totalAmount < 0;
    }

    private KlarnaLine keeping(KlarnaLine former, OrderLine line) {
        Map<String, JsonNode> facts = new TreeMap<>(former.kept);
        if (line.quantity().stripTrailingZeros().scale() > 0) {
            // One piece, whose name tells how much of it.
            facts.remove(UNIT);
        }
        return new KlarnaLine(
                former.type == null || former.type.isEmpty() ? type : former.type,
                reference,
                name,
                quantity,
                unitPrice,
                taxRate,
                totalAmount,
                totalDiscountAmount,
                totalTaxAmount,
                facts);
    }

    /** Klarna's quantities are whole, so a fractional one becomes one piece whose name tells how much it is. */
    static KlarnaLine of(OrderLine line) {
        BigDecimal quantity = line.quantity().stripTrailingZeros();
        boolean whole = quantity.scale() <= 0;
        long discount = line.discountAmount();
        return new KlarnaLine(
                line.unitPrice() < 0 || line.totalAmount() < 0 ? "discount" : "physical",
                line.reference(),
                truncated(whole ? line.name() : quantity.toPlainString() + " × " + line.name()),
                whole ? quantity.longValueExact() : 1L,
                whole ? line.unitPrice() : line.grossAmount(),
                (long) line.taxRate(),
                line.totalAmount(),
                discount > 0 ? discount : null,
                line.taxAmount());
    }

    static KlarnaLine read(JsonNode node) {
        Map<String, JsonNode> facts = new TreeMap<>();
        for (String field : KEPT) {
            JsonNode fact = node.path(field);
            boolean says = fact.isTextual() ? !fact.textValue().isEmpty() : fact.isObject() && !fact.isEmpty();
            if (says) {
                facts.put(field, fact);
            }
        }
        return new KlarnaLine(
                KlarnaJson.text(node, "type"),
                KlarnaJson.text(node, "reference"),
                KlarnaJson.text(node, "name"),
                KlarnaJson.integer(node, "quantity"),
                KlarnaJson.integer(node, "unit_price"),
                KlarnaJson.integer(node, "tax_rate"),
                KlarnaJson.integer(node, "total_amount"),
                KlarnaJson.integer(node, "total_discount_amount"),
                KlarnaJson.integer(node, "total_tax_amount"),
                facts);
    }

    /** The lines of a JSON array; none when there is no array. */
    static List<KlarnaLine> readAll(JsonNode array) {
        List<KlarnaLine> lines = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(line -> lines.add(read(line)));
        }
        return List.copyOf(lines);
    }

    /** Whether both hold the same lines, in whatever order, as far as the merchant decides them. */
    static boolean same(List<KlarnaLine> some, List<KlarnaLine> others) {
        return counted(some).equals(counted(others));
    }

    private static Map<KlarnaLine, Long> counted(List<KlarnaLine> lines) {
        return lines.stream()
                .map(KlarnaLine::essence)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** These lines without those; null when those are not all among them. */
    static @Nullable List<KlarnaLine> without(List<KlarnaLine> lines, List<KlarnaLine> taken) {
        List<KlarnaLine> left = new ArrayList<>(lines);
        for (KlarnaLine gone : taken) {
            Optional<KlarnaLine> same = left.stream()
                    .filter(line -> line.essence().equals(gone.essence()))
                    .findFirst();
            if (same.isEmpty()) {
                return null;
            }
            left.remove(same.get());
        }
        return left;
    }

    /** Only what is compared; Klarna fills what was left out with empty strings and zeros. */
    private KlarnaLine essence() {
        return new KlarnaLine(
                null,
                reference == null ? "" : reference,
                name,
                quantity,
                unitPrice,
                taxRate == null ? Long.valueOf(0) : taxRate,
                totalAmount,
                null,
                null);
    }

    /** Whether the line can be sent back as it is: it names an article, and price, discount, total and VAT agree. */
    boolean isConsistent() {
        return reference != null && !reference.isEmpty() && addsUp();
    }

    /** Whether price, discount, total and VAT agree. */
    boolean addsUp() {
        if (name == null || name.isEmpty() || quantity == null || unitPrice == null || totalAmount == null) {
            return false;
        }
        BigDecimal discount = BigDecimal.valueOf(totalDiscountAmount == null ? 0 : totalDiscountAmount);
        BigDecimal expected = BigDecimal.valueOf(quantity)
                .multiply(BigDecimal.valueOf(unitPrice))
                .subtract(discount);
        return discount.signum() >= 0
                && expected.compareTo(BigDecimal.valueOf(totalAmount)) == 0
                && taxAgrees(totalAmount);
    }

    /** The VAT may be one minor unit off what the rate makes of the total. */
    private boolean taxAgrees(long total) {
        if (totalTaxAmount == null || taxRate == null) {
            return totalTaxAmount == null && taxRate == null;
        }
        if (taxRate < 0) {
            return false;
        }
        BigDecimal divisor = BigDecimal.valueOf(10_000).add(BigDecimal.valueOf(taxRate));
        BigDecimal difference = BigDecimal.valueOf(totalTaxAmount)
                .multiply(divisor)
                .subtract(BigDecimal.valueOf(total).multiply(BigDecimal.valueOf(taxRate)));
        return difference.abs().compareTo(divisor) <= 0;
    }

    private static String truncated(String name) {
        if (name.length() <= MAX_NAME) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(MAX_NAME - 1)) ? MAX_NAME - 1 : MAX_NAME;
        return name.substring(0, end);
    }
}
