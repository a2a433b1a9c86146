package io.kvitt.payment;

import io.kvitt.words.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * What moved although nobody had said how much, for whoever believes that it was less.
 *
 * @param words whether it was taken or repaid
 * @param amount minor units
 * @param currency ISO 4217
 */
public record WholeAmount(FigureWords words, long amount, String currency) {

    /**
     * Null when nothing moved.
     *
     * @param performed the effect's name on the wire
     */
    public static @Nullable WholeAmount of(String performed, @Nullable Long amount, @Nullable String currency) {
        FigureWords words = switch (performed) {
            case "activate" -> FigureWords.TAKEN;
            case "credit" -> FigureWords.REPAID;
            default -> null;
        };
        return words == null || amount == null || currency == null ? null : new WholeAmount(words, amount, currency);
    }

    public Sentence sentence() {
        return new Sentence(
                words.sentence().sv() + ": " + Figures.major(amount, currency).replace('.', ',') + ".",
                words.sentence().en() + ": " + Figures.major(amount, currency) + ".");
    }
}
