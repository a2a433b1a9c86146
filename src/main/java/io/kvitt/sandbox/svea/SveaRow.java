package io.kvitt.sandbox.svea;

import org.jspecify.annotations.Nullable;

/**
 * An order row.
 *
 * @param quantity pieces × 100
 * @param unitPrice minor units with VAT
 * @param discountPercent percent × 100
 * @param discountAmount minor units, for the whole row
 * @param vatPercent percent × 100
 */
record SveaRow(
        long id,
        @Nullable String articleNumber,
        String name,
        long quantity,
        long unitPrice,
        long discountPercent,
        long discountAmount,
        long vatPercent,
        @Nullable String unit,
        @Nullable String rowType,
        boolean cancelled) {

    /** Rounded half up, row by row; how Svea rounds discounts is not documented. */
    long total() {
        return total(quantity);
    }

    /** What a part of the row costs; the last part gets whatever rounding left over only by chance. */
    long total(long partOfQuantity) {
        long gross = Math.floorDiv(unitPrice * partOfQuantity + 50, 100);
        if (discountAmount != 0) {
            return gross - (quantity == 0 ? 0 : discountAmount * partOfQuantity / quantity);
        }
        return gross - Math.floorDiv(gross * discountPercent + 5_000, 10_000);
    }

    SveaRow numbered(long newId) {
        return new SveaRow(
                newId,
                articleNumber,
                name,
                quantity,
                unitPrice,
                discountPercent,
                discountAmount,
                vatPercent,
                unit,
                rowType,
                cancelled);
    }

    SveaRow withQuantity(long newQuantity) {
        long discount = quantity == 0 ? 0 : discountAmount * newQuantity / quantity;
        return new SveaRow(
                id,
                articleNumber,
                name,
                newQuantity,
                unitPrice,
                discountPercent,
                discount,
                vatPercent,
                unit,
                rowType,
                cancelled);
    }

    SveaRow asCancelled() {
        return new SveaRow(
                id,
                articleNumber,
                name,
                quantity,
                unitPrice,
                discountPercent,
                discountAmount,
                vatPercent,
                unit,
                rowType,
                true);
    }

    /** How a credit shows it: as the same row with a negative quantity. */
    SveaRow asCredited(long creditedQuantity) {
        return withQuantity(-creditedQuantity);
    }
}
