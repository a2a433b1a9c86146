package io.kvitt.provider;

import io.kvitt.payment.Effect;
import org.jspecify.annotations.Nullable;

/**
 * One write, fully decided and not yet sent. It is committed as the intent before it leaves.
 *
 * @param operation the provider's own word for it: {@code capture}, {@code deliver}, {@code credit-rows}
 * @param amount minor units that move, or the new total of an update
 * @param method HTTP method
 * @param path from the account's base URL, starts with a slash
 * @param body what is marshalled to JSON; null for a request without a body
 * @param idempotencyKey null where the provider knows none
 */
public record ProviderRequest(
        Effect effect,
        String operation,
        long amount,
        String currency,
        String method,
        String path,
        @Nullable Object body,
        @Nullable String idempotencyKey) {}
