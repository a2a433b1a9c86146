package io.kvitt.sandbox.klarna;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money taken from an order.
 *
 * @param number 1 for the order's first capture
 * @param lines as JSON
 * @param shippingAddress as JSON, as it was then; null for the buyer's own
 * @param shippingInfo as JSON; only ever grows
 */
record Capture(
        String id,
        int number,
        long amount,
        long at,
        @Nullable String description,
        @Nullable String reference,
        String lines,
        @Nullable String shippingAddress,
        List<String> shippingInfo) {

    static Capture of(
            String id,
            int number,
            long amount,
            long at,
            @Nullable String description,
            @Nullable String reference,
            String lines,
            @Nullable String shippingAddress) {
        return new Capture(id, number, amount, at, description, reference, lines, shippingAddress, new ArrayList<>(0));
    }
}
