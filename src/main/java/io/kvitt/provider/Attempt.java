package io.kvitt.provider;

import io.kvitt.payment.Effect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intent that was committed and whose result is not known yet.
 *
 * @param basis {@link io.kvitt.payment.PaymentReading#basis()} of the reading that the intent was based on
 * @param body the exact JSON that was, or may have been, sent
 * @param task the address of the provider's task, once it has said that it works on the request
 */
public record Attempt(
        long id,
        Effect effect,
        String operation,
        long amount,
        String currency,
        @Nullable String idempotencyKey,
        String method,
        String path,
        @Nullable String body,
        String basis,
        Instant intendedAt,
        @Nullable String task) {}
