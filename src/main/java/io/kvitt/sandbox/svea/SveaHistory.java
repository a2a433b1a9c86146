package io.kvitt.sandbox.svea;

import java.util.Locale;

/** The states that an order can be created in. */
enum SveaHistory {
    AUTHORIZED,
    PENDING,
    PROCESSING,
    PART_DELIVERED,
    DELIVERED,
    SETTLED,
    CREDITED,
    CANCELLED,
    FAILED;

    /** Swish and bank orders have been paid from the start, so for them authorized means settled. */
    static SveaHistory named(String name, SveaPaymentType type) {
        String normal = name.toUpperCase(Locale.ROOT).replace('-', '_');
        try {
            SveaHistory history = valueOf(normal.equals("EXPIRED") ? "CANCELLED" : normal);
            return history == AUTHORIZED && type.isPaid() ? SETTLED : history;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Svea knows no state " + name, e);
        }
    }

    boolean isDelivered() {
        return this == DELIVERED || this == SETTLED || this == CREDITED;
    }
}
