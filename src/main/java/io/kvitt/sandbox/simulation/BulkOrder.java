package io.kvitt.sandbox.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Many orders at once.
 *
 * @param firstNumber order numbers are {@code numberPrefix} plus a number counted up from here
 * @param firstId provider ids are made from a number counted up from here; {@code firstNumber} when missing
 * @param template everything else; its id and order number are ignored
 */
public record BulkOrder(
        int count,
        long firstNumber,
        @Nullable String numberPrefix,
        @Nullable Long firstId,
        NewOrder template) {

    public BulkOrder {
        if (count < 1 || count > 5_000_000) {
            throw new IllegalArgumentException("count has to be between 1 and 5000000");
        }
        if (firstNumber < 0) {
            throw new IllegalArgumentException("firstNumber must not be negative");
        }
    }

    public String orderNumber(int index) {
        long number = firstNumber + index;
        return numberPrefix == null ? Long.toString(number) : numberPrefix + number;
    }

    public long idNumber(int index) {
        return (firstId == null ? firstNumber : firstId) + index;
    }
}
