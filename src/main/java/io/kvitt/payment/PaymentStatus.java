package io.kvitt.payment;

/** A payment's status in Kvitt's words, always read from the provider and never assumed. */
public enum PaymentStatus {
    /** Under fraud or manual review, or the buyer has not finished. */
    PENDING,
    AUTHORIZED,
    PARTLY_ACTIVATED,
    ACTIVATED,
    ANNULLED,
    CREDITED,
    PARTLY_CREDITED,
    EXPIRED,
    FAILED
}
