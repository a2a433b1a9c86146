package io.kvitt.sandbox.simulation;

import org.jspecify.annotations.Nullable;

/** One line of the order list. */
public record OrderSummary(
        String provider, String id, @Nullable String orderNumber, String status, long amount, String currency) {}
