package io.kvitt.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order. Amounts are minor units including VAT.
 *
 * @param reference the merchant's article number, at most 255 characters
 * @param name what the buyer sees, 1 to 255 characters
 * @param quantity how many, at most two decimals, greater than zero
 * @param unitPrice the price of one, before discount; negative for a discount line
 * @param taxRate VAT in hundredths of a percent (25 % is 2500), 0 to 10000
 * @param totalAmount what the line costs; less than quantity × unitPrice when discounted
 */
public record OrderLine(
        @Nullable String reference, String name, BigDecimal quantity, long unitPrice, int taxRate, long totalAmount) {

    /** Quantity × unit price, rounded half up to a minor unit. */
    public long grossAmount() {
        return quantity.multiply(BigDecimal.valueOf(unitPrice))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** What the line is discounted by, in minor units; zero or more for a line with a positive price. */
    public long discountAmount() {
        return grossAmount() - totalAmount;
    }

    /** The VAT that {@link #totalAmount} contains, rounded half up to a minor unit. */
    public long taxAmount() {
        return BigDecimal.valueOf(totalAmount)
                .multiply(BigDecimal.valueOf(taxRate))
                .divide(BigDecimal.valueOf(10_000L + taxRate), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
