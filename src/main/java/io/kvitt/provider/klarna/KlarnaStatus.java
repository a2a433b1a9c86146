package io.kvitt.provider.klarna;

/** The order statuses that Klarna and Kustom document; a new one must be understood before money moves on it. */
enum KlarnaStatus {
    AUTHORIZED,
    PART_CAPTURED,
    CAPTURED,
    CANCELLED,
    EXPIRED,
    CLOSED;

    /** Whether the reservation is alive, so that {@code remaining_authorized_amount} means something. */
    boolean isOpen() {
        return this == AUTHORIZED || this == PART_CAPTURED;
    }
}
