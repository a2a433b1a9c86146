package io.kvitt.sandbox.klarna;

import org.jspecify.annotations.Nullable;

/**
 * Money given back. Made on the order; which capture it belongs to is worked out later.
 *
 * @param lines as JSON
 */
record Refund(
        String id,
        long amount,
        long at,
        @Nullable String description,
        @Nullable String reference,
        String lines) {}
