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
 * @param business whether the buyer is a company; a person when missing
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
        @Nullable Integer activations,
        @Nullable Boolean business) {

    /**
     * @param quantity whole pieces
     * @param unitPrice minor units with tax; negative for what is taken off
     * @param taxRate percent × 100
     * @param discount minor units with tax, off the whole line; none when missing
     * @param type in Klarna's words, such as {@code shipping_fee} or {@code gift_card}; goods when missing
     */
    public record Line(
            String reference,
            String name,
            long quantity,
            long unitPrice,
            long taxRate,
            @Nullable Long discount,
            @Nullable String type) {

        public Line {
            if (discount != null && discount < 0) {
                throw new IllegalArgumentException("discount must not be negative");
            }
        }

        public Line(String reference, String name, long quantity, long unitPrice, long taxRate) {
            this(reference, name, quantity, unitPrice, taxRate, null, null);
        }

        public Line withDiscount(long newDiscount) {
            return new Line(reference, name, quantity, unitPrice, taxRate, newDiscount, type);
        }

        public Line as(String newType) {
            return new Line(reference, name, quantity, unitPrice, taxRate, discount, newType);
        }

        public long discountOrNone() {
            return discount == null ? 0 : discount;
        }

        public String typeOrDefault() {
            return type == null ? "physical" : type;
        }

        public long total() {
            return quantity * unitPrice - discountOrNone();
        }
    }

    /** An authorised order; the shortest way for tests. */
    public static NewOrder authorized(String provider, String orderNumber, long amount) {
        NewOrder order = of(provider, orderNumber);
        return order.with(order.id, order.paymentType, amount, null, null);
    }

    /** As yet without an amount. */
    public static NewOrder of(String provider, String orderNumber) {
        return new NewOrder(provider, null, orderNumber, null, null, null, null, null, null, null, null);
    }

    public NewOrder withState(String newState) {
        return with(id, paymentType, amount, lines, newState);
    }

    public NewOrder withId(String newId) {
        return with(newId, paymentType, amount, lines, state);
    }

    public NewOrder paidBy(@Nullable String type) {
        return with(id, type, amount, lines, state);
    }

    public NewOrder withLines(Line... newLines) {
        return with(id, paymentType, null, List.of(newLines), state);
    }

    public NewOrder inHowMany(int newActivations) {
        return history(activatedAmount, newActivations, business);
    }

    public NewOrder activated(long newAmount, int inHowMany) {
        return history(newAmount, inHowMany, business);
    }

    public NewOrder byACompany() {
        return history(activatedAmount, activations, true);
    }

    private NewOrder with(
            @Nullable String newId,
            @Nullable String newPaymentType,
            @Nullable Long newAmount,
            @Nullable List<Line> newLines,
            @Nullable String newState) {
        return new NewOrder(
                provider,
                newId,
                orderNumber,
                newPaymentType,
                newAmount,
                currency,
                newLines,
                newState,
                activatedAmount,
                activations,
                business);
    }

    private NewOrder history(
            @Nullable Long newAmount, @Nullable Integer newActivations, @Nullable Boolean newBusiness) {
        return new NewOrder(
                provider,
                id,
                orderNumber,
                paymentType,
                amount,
                currency,
                lines,
                state,
                newAmount,
                newActivations,
                newBusiness);
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

    public boolean isBusiness() {
        return Boolean.TRUE.equals(business);
    }
}
