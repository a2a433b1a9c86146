package io.kvitt.sandbox.klarna;

/** The values of {@code fraud_status}; STOPPED is known from old plugins only. */
enum FraudStatus {
    ACCEPTED,
    PENDING,
    REJECTED,
    STOPPED
}
