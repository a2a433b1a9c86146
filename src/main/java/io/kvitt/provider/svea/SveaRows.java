package io.kvitt.provider.svea;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.payment.OrderLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kvitt's order lines as Svea's rows, and whether an order already has them. */
final class SveaRows {

    private static final int MAX_NAME = 40;
    private static final int MAX_ARTICLE_NUMBER = 256;

    private SveaRows() {}

    static List<Map<String, Object>> of(List<OrderLine> lines) {
        return lines.stream().map(SveaRows::of).toList();
    }

    private static Map<String, Object> of(OrderLine line) {
        long quantity = line.quantity().movePointRight(2).longValueExact();
        Map<String, Object> row = row(line.reference(), line.name(), quantity, line.unitPrice(), line.taxRate());
        if (line.discountAmount() > 0) {
            row.put("DiscountAmount", line.discountAmount());
        }
        return row;
    }

    static Map<String, Object> row(
            @Nullable String articleNumber, String name, long quantity, long unitPrice, long vatPercent) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (articleNumber != null && !articleNumber.isBlank()) {
            row.put("ArticleNumber", cut(articleNumber, MAX_ARTICLE_NUMBER));
        }
        row.put("Name", cut(name, MAX_NAME));
        row.put("Quantity", quantity);
        row.put("UnitPrice", unitPrice);
        row.put("VatPercent", vatPercent);
        return row;
    }

    /** Shortens a text without leaving half a surrogate pair behind. */
    private static String cut(String text, int max) {
        String stripped = text.strip();
        if (stripped.length() <= max) {
            return stripped;
        }
        int end = Character.isHighSurrogate(stripped.charAt(max - 1)) ? max - 1 : max;
        return stripped.substring(0, end).stripTrailing();
    }

    static boolean same(List<SveaRow> rows, List<OrderLine> lines) {
        return same(rows, SveaJson.MAPPER.<JsonNode>valueToTree(of(lines)));
    }

    /** Whether the rows that are not cancelled are, in any order, the ones that were sent. */
    static boolean same(List<SveaRow> rows, @Nullable JsonNode sent) {
        if (sent == null || !sent.isArray()) {
            return false;
        }
        List<String> wanted = new ArrayList<>();
        sent.forEach(row -> wanted.add(facts(
                text(row, "ArticleNumber"),
                text(row, "Name"),
                row.path("Quantity").asLong(),
                row.path("UnitPrice").asLong(),
                row.path("VatPercent").asLong(),
                row.path("DiscountAmount").asLong())));
        return wanted.stream().sorted().toList().equals(facts(rows));
    }

    /** One line for each row that is not cancelled, sorted. */
    static List<String> facts(List<SveaRow> rows) {
        return rows.stream()
                .filter(row -> !row.cancelled())
                .map(row -> facts(
                        row.articleNumber(),
                        row.name(),
                        row.quantity(),
                        row.unitPrice(),
                        row.vatPercent(),
                        row.discounted()))
                .sorted()
                .toList();
    }

    private static String facts(
            @Nullable String articleNumber,
            @Nullable String name,
            @Nullable Long quantity,
            @Nullable Long unitPrice,
            @Nullable Long vatPercent,
            @Nullable Long discount) {
        return String.join(
                "\u001f",
                articleNumber == null ? "" : articleNumber.strip(),
                name == null ? "" : name.strip(),
                String.valueOf(quantity),
                String.valueOf(unitPrice),
                String.valueOf(vatPercent),
                String.valueOf(discount));
    }

    private static @Nullable String text(JsonNode row, String name) {
        return row.hasNonNull(name) ? row.get(name).asText() : null;
    }
}
