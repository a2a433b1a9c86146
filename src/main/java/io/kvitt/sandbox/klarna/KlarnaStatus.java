package io.kvitt.sandbox.klarna;

/** The values of {@code status}. */
enum KlarnaStatus {
    AUTHORIZED,
    PART_CAPTURED,
    CAPTURED,
    CANCELLED,
    EXPIRED,
    CLOSED
}
