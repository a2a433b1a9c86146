package io.kvitt.sandbox.simulation;

/**
 * One effect that really happened.
 *
 * @param operation in the provider's words
 * @param at milliseconds of the sandbox clock
 */
public record LedgerEntry(
        long seq,
        String provider,
        String orderId,
        MoneyEffect effect,
        String operation,
        long amount,
        String currency,
        long at,
        Cause cause) {}
