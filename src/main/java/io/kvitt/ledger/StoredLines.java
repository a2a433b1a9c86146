package io.kvitt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kvitt.payment.OrderLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Order lines as the ledger keeps them. */
final class StoredLines {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private StoredLines() {}

    private static String json(List<Line> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The stored form of order lines; null for none. */
    static @Nullable String lines(List<OrderLine> lines) {
        return lines.isEmpty() ? null : json(lines.stream().map(Line::of).toList());
    }

    static List<OrderLine> lines(@Nullable String stored) {
        if (stored == null) {
            return List.of();
        }
        try {
            return JSON.readValue(stored, new TypeReference<List<Line>>() {}).stream()
                    .map(Line::toOrderLine)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored lines cannot be read", e);
        }
    }

    /** Keeps the stored form independent of {@link OrderLine}'s derived amounts. */
    private record Line(
            @Nullable String reference,
            String name,
            java.math.BigDecimal quantity,
            long unitPrice,
            int taxRate,
            long totalAmount) {

        static Line of(OrderLine line) {
            return new Line(
                    line.reference(),
                    line.name(),
                    line.quantity(),
                    line.unitPrice(),
                    line.taxRate(),
                    line.totalAmount());
        }

        OrderLine toOrderLine() {
            return new OrderLine(reference, name, quantity, unitPrice, taxRate, totalAmount);
        }
    }
}
