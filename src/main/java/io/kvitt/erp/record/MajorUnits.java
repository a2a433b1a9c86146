package io.kvitt.erp.record;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal text as files write it: digits with at most one dot, and nothing else. Exact, or refused. */
final class MajorUnits {

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

    private MajorUnits() {}

    /**
     * The text in units of 10^-decimals; empty when it is not a plain decimal or has more decimals than that. One or two
     * zeros say nothing where there are no decimals (500.00 JPY); three might be thousands.
     */
    static OptionalLong scaled(String text, int decimals) {
        if (!DECIMAL.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        String plain = decimals == 0 ? text.replaceFirst("\\.00?$", "") : text;
        int dot = plain.indexOf('.');
        if (dot >= 0 && plain.length() - dot - 1 > decimals) {
            return OptionalLong.empty();
        }
        BigDecimal scaled = new BigDecimal(plain).movePointRight(decimals);
        return scaled.precision() > 18 ? OptionalLong.empty() : OptionalLong.of(scaled.longValueExact());
    }

    /** Like {@link #scaled}, with a leading minus allowed. */
    static OptionalLong signed(String text, int decimals) {
        if (!text.startsWith("-")) {
            return scaled(text, decimals);
        }
        OptionalLong positive = scaled(text.substring(1), decimals);
        return positive.isEmpty() ? positive : OptionalLong.of(-positive.getAsLong());
    }

    /** The number of a currency's decimals; null when there is no such currency. */
    static @Nullable Integer decimals(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? null : digits;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
