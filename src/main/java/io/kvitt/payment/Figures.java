package io.kvitt.payment;

import io.kvitt.words.Sentence;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The two amounts that do not agree, for whoever has to find out why.
 *
 * @param asked minor units
 * @param found what the payment has at the provider, minor units
 * @param currency ISO 4217
 */
public record Figures(long asked, long found, String currency) {

    /** Null when there are not two of them. */
    public static @Nullable Figures of(@Nullable Long asked, @Nullable Long found, @Nullable String currency) {
        return asked == null || found == null || currency == null ? null : new Figures(asked, found, currency);
    }

    public Sentence sentence() {
        return new Sentence(
                FigureWords.ASKED.sentence().sv() + ": "
                        + major(asked, currency).replace('.', ',') + "; "
                        + FigureWords.FOUND.sentence().sv() + ": "
                        + major(found, currency).replace('.', ',') + ".",
                FigureWords.ASKED.sentence().en() + ": " + major(asked, currency) + "; "
                        + FigureWords.FOUND.sentence().en() + ": " + major(found, currency) + ".");
    }

    static String major(long amount, String currency) {
        int decimals = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(amount, decimals).toPlainString() + " " + currency;
    }
}
