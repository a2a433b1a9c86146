package io.kvitt.command;

import org.jspecify.annotations.Nullable;

/**
 * How senders say which payment they mean: by the order's number, by the account and the provider's own id, or by both.
 *
 * @param orderNumber the shop's
 * @param account the name of a configured account
 * @param providerOrderId what the provider calls the payment
 */
public record PaymentName(
        @Nullable String orderNumber,
        @Nullable String account,
        @Nullable String providerOrderId) {}
