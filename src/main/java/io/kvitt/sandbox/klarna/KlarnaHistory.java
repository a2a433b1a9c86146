package io.kvitt.sandbox.klarna;

import java.util.Locale;

/** The states that an order can be created in. */
enum KlarnaHistory {
    AUTHORIZED,
    PENDING,
    REJECTED,
    STOPPED,
    PART_CAPTURED,
    CAPTURED,
    REFUNDED,
    CLOSED,
    CANCELLED,
    EXPIRED;

    static KlarnaHistory named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Klarna knows no state " + name, e);
        }
    }

    long captured(long total) {
        return switch (this) {
            case PART_CAPTURED -> total / 2;
            case CAPTURED, REFUNDED, CLOSED -> total;
            default -> 0;
        };
    }
}
