package io.kvitt.sandbox.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that shall exist at a provider, with its history.
 *
 * @param id the provider's order id; made up when missing
 * @param orderNumber the merchant's order number
 * @param paymentType Klarna: the type of {@code initial_payment_method}; Svea: {@code PaymentType}
 * @param amount minor units; the sum of the lines when missing
 * @param state a word the provider's simulator knows; authorized when missing
 * @param activatedAmount how much has been activated already; the state decides when missing
 * @param activations in how many captures or deliveries; one when missing
 */
public record NewOrder(
        String provider,
        @Nullable String id,
        @Nullable String orderNumber,
        @Nullable String paymentType,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable List<Line> lines,
        @Nullable String state,
        @Nullable Long activatedAmount,
        @Nullable Integer activations) {

    /**
     * @param quantity whole pieces
     * @param unitPrice minor units with tax
     * @param taxRate percent × 100
     */
    public record Line(String reference, String name, long quantity, long unitPrice, long taxRate) {

        public long total() {
            return quantity * unitPrice;
        }
    }

    /** An authorised order; the shortest way for tests. */
    public static NewOrder authorized(String provider, String orderNumber, long amount) {
        return new NewOrder(provider, null, orderNumber, null, amount, null, null, null, null, null);
    }

    /** As yet without an amount. */
    public static NewOrder of(String provider, String orderNumber) {
        return new NewOrder(provider, null, orderNumber, null, null, null, null, null, null, null);
    }

    public NewOrder withState(String newState) {
        return new NewOrder(
                provider,
                id,
                orderNumber,
                paymentType,
                amount,
                currency,
                lines,
                newState,
                activatedAmount,
                activations);
    }

    public NewOrder withId(String newId) {
        return new NewOrder(
                provider,
                newId,
                orderNumber,
                paymentType,
                amount,
                currency,
                lines,
                state,
                activatedAmount,
                activations);
    }

    public NewOrder paidBy(String type) {
        return new NewOrder(
                provider, id, orderNumber, type, amount, currency, lines, state, activatedAmount, activations);
    }

    public NewOrder withLines(Line... newLines) {
        return new NewOrder(
                provider,
                id,
                orderNumber,
                paymentType,
                null,
                currency,
                List.of(newLines),
                state,
                activatedAmount,
                activations);
    }

    public NewOrder inHowMany(int newActivations) {
        return new NewOrder(
                provider,
                id,
                orderNumber,
                paymentType,
                amount,
                currency,
                lines,
                state,
                activatedAmount,
                newActivations);
    }

    public NewOrder activated(long newAmount, int inHowMany) {
        return new NewOrder(
                provider, id, orderNumber, paymentType, amount, currency, lines, state, newAmount, inHowMany);
    }

    public String currencyOrDefault() {
        return currency == null ? "SEK" : currency;
    }

    /** The lines, or one line over the whole amount. */
    public List<Line> linesOrDefault() {
        if (lines != null && !lines.isEmpty()) {
            return lines;
        }
        if (amount == null) {
            throw new IllegalArgumentException("Give amount or lines");
        }
        return List.of(new Line("VARA-1", "Vara", 1, amount, 2500));
    }

    /** The amount, which has to be the sum of the lines. */
    public long total() {
        long sum = linesOrDefault().stream().mapToLong(Line::total).sum();
        if (amount != null && amount != sum) {
            throw new IllegalArgumentException("The lines add up to " + sum + ", not to the amount " + amount);
        }
        return sum;
    }

    public String stateOrDefault() {
        return state == null ? "authorized" : state;
    }
}
