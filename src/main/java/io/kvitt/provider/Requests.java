package io.kvitt.provider;

import io.kvitt.payment.PaymentReading;

/**
 * The one write for each effect, built from the very reading that was decided on. Building sends nothing.
 *
 * <p>Every method throws {@link NotOffered} when no request can do it, and {@link ReadFailed} when the reading is of
 * another payment than the one that the assignment names.
 *
 * @param <R> the provider's own reading
 */
public interface Requests<R extends PaymentReading> {

    /** Takes all that remains. */
    ProviderRequest activate(Assignment assignment, R reading);

    ProviderRequest annul(Assignment assignment, R reading);

    /** Pays back what was taken and not yet paid back, or the first part of it where that needs several writes. */
    ProviderRequest credit(Assignment assignment, R reading);

    ProviderRequest update(Assignment assignment, R reading);

    /** Gives back what a partly activated payment still has reserved. */
    ProviderRequest release(Assignment assignment, R reading);
}
