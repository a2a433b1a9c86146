package io.kvitt.sandbox.svea;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the buyer pays; decides which actions an order offers in which state. */
enum SveaPaymentType {
    INVOICE("Invoice", Family.INVOICED),
    ACCOUNT_CREDIT("AccountCredit", Family.INVOICED),
    PAYMENT_PLAN("PaymentPlan", Family.INVOICED),
    CARD("Card", Family.RESERVED),
    VIPPS("Vipps", Family.RESERVED),
    MOBILE_PAY("MobilePay", Family.RESERVED),
    SWISH("Swish", Family.PAID),
    DIRECT_BANK("DirectBank", Family.PAID);

    /** What the payment types have in common. */
    enum Family {
        /** Svea carries the credit; delivered row by row. */
        INVOICED,
        /** An amount is reserved; delivered once, as a whole. */
        RESERVED,
        /** The money has moved when the order comes to be. */
        PAID
    }

    private final String wireName;
    private final Family family;

    SveaPaymentType(String wireName, Family family) {
        this.wireName = wireName;
        this.family = family;
    }

    static SveaPaymentType named(@Nullable String name) {
        if (name == null) {
            return INVOICE;
        }
        String wanted = name.equalsIgnoreCase("Trustly") ? DIRECT_BANK.wireName : name;
        return Arrays.stream(values())
                .filter(type -> type.wireName.equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Svea knows no payment type " + name));
    }

    String wireName() {
        return wireName;
    }

    boolean isInvoiced() {
        return family == Family.INVOICED;
    }

    boolean isReserved() {
        return family == Family.RESERVED;
    }

    boolean isPaid() {
        return family == Family.PAID;
    }

    /** A payment plan is never partly delivered. */
    boolean isDeliveredInParts() {
        return this == INVOICE || this == ACCOUNT_CREDIT;
    }
}
