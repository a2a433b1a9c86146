package io.kvitt.model;

import io.kvitt.sandbox.simulation.NewOrder;
import java.util.List;
import java.util.stream.Collectors;

/** One payment and what happens to it. */
record Story(Kind kind, List<Step> steps) {

    static final long TOTAL = 30_000;

    /**
     * How the payment comes to be.
     *
     * @param activated what has been taken before the story begins
     */
    enum Kind {
        KLARNA("klarna", null, "authorized", 0),
        KLARNA_HALF_CAPTURED("klarna", null, "part-captured", 10_000),
        KLARNA_CAPTURED_TWICE("klarna", null, "captured", TOTAL),
        KUSTOM("kustom", null, "authorized", 0),
        SVEA_INVOICE("svea", "Invoice", "authorized", 0),
        SVEA_INVOICE_PART_DELIVERED("svea", "Invoice", "part-delivered", 10_000),
        SVEA_INVOICE_DELIVERED_TWICE("svea", "Invoice", "delivered", TOTAL),
        SVEA_PAYMENT_PLAN("svea", "PaymentPlan", "authorized", 0),
        SVEA_CARD("svea", "Card", "authorized", 0),
        SVEA_SWISH("svea", "Swish", "authorized", TOTAL),
        SVEA_BANK("svea", "DirectBank", "authorized", TOTAL);

        final String provider;
        private final String paymentType;
        private final String state;
        final long activated;

        Kind(String provider, String paymentType, String state, long activated) {
            this.provider = provider;
            this.paymentType = paymentType;
            this.state = state;
            this.activated = activated;
        }

        boolean isSvea() {
            return provider.equals("svea");
        }

        NewOrder order() {
            NewOrder order = NewOrder.authorized(provider, "A", TOTAL)
                    .withLines(
                            new NewOrder.Line("A", "Kaffe", 1, 10_000, 2500),
                            new NewOrder.Line("B", "Te", 2, 5_000, 1200),
                            new NewOrder.Line("C", "Kopp", 1, 10_000, 2500))
                    .paidBy(paymentType)
                    .withState(state);
            return switch (this) {
                case KLARNA_CAPTURED_TWICE, SVEA_INVOICE_DELIVERED_TWICE -> order.activated(TOTAL, 2);
                case KLARNA_HALF_CAPTURED -> order.activated(activated, 1);
                default -> order;
            };
        }
    }

    Story with(List<Step> fewer) {
        return new Story(kind, List.copyOf(fewer));
    }

    /** Whether commands name the order's number, whose reference comes later. */
    boolean isByOrderNumber() {
        return steps.stream().anyMatch(Step.Link.class::isInstance);
    }

    boolean has(String fault) {
        return steps.stream()
                .anyMatch(
                        step -> step instanceof Step.Fault armed && armed.rule().contains(fault));
    }

    @Override
    public String toString() {
        return kind + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }
}
