package io.kvitt.provider.svea;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of an order, a delivery or a credit. Quantities, VAT rates and percentages are in hundredths; amounts are
 * minor units including VAT.
 */
record SveaRow(
        @Nullable Long orderRowId,
        @Nullable String articleNumber,
        @Nullable String name,
        @Nullable Long quantity,
        @Nullable Long unitPrice,
        @Nullable Long vatPercent,
        @Nullable Long discountPercent,
        @Nullable Long discountAmount,
        @Nullable Boolean isCancelled,
        Set<String> actions) {

    private static final BigDecimal HUNDRED_PERCENT = BigDecimal.valueOf(10_000);
    private static final BigDecimal MAX_AMOUNT = BigDecimal.valueOf(SveaOrder.MAX_AMOUNT);

    SveaRow {
        actions = actions == null ? Set.of() : Set.copyOf(actions);
    }

    boolean cancelled() {
        return Boolean.TRUE.equals(isCancelled);
    }

    /** What the row costs, negative for a credited row; null when the row does not say. */
    @Nullable
    Long amount() {
        BigDecimal gross = gross();
        return gross == null ? null : minorUnits(gross.subtract(discount(gross)));
    }

    /** What the row is discounted by, whichever of the two ways it is expressed in; null when the row does not say. */
    @Nullable
    Long discounted() {
        BigDecimal gross = gross();
        return gross == null ? null : minorUnits(discount(gross));
    }

    /** Names the row by its id only: its texts may be about a person. */
    @Override
    public String toString() {
        return "row " + orderRowId;
    }

    private static @Nullable Long minorUnits(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(0, RoundingMode.HALF_UP);
        return rounded.abs().compareTo(MAX_AMOUNT) > 0 ? null : rounded.longValueExact();
    }

    private @Nullable BigDecimal gross() {
        return quantity == null || unitPrice == null
                ? null
                : BigDecimal.valueOf(quantity)
                        .multiply(BigDecimal.valueOf(unitPrice))
                        .movePointLeft(2);
    }

    private BigDecimal discount(BigDecimal gross) {
        if (discountAmount != null && discountAmount != 0) {
            return BigDecimal.valueOf(discountAmount).multiply(BigDecimal.valueOf(gross.signum()));
        }
        return discountPercent == null
                ? BigDecimal.ZERO
                : gross.multiply(BigDecimal.valueOf(discountPercent)).divide(HUNDRED_PERCENT);
    }
}
