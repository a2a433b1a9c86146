package io.kvitt.payment;

/** A payment's status in Kvitt's words, always read from the provider and never assumed. */
public enum PaymentStatus {
    /** Under fraud or manual review, or the buyer has not finished. */
    PENDING,
    AUTHORIZED,
    /** Part has been taken and the rest is still reserved, whatever has been paid back. */
    PARTLY_ACTIVATED,
    /** Part has been taken, and the rest of the reservation has ended: given back, lowered or expired. */
    REST_ENDED,
    ACTIVATED,
    ANNULLED,
    CREDITED,
    PARTLY_CREDITED,
    EXPIRED,
    FAILED
}
