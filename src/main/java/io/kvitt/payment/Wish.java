package io.kvitt.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command wants of its payment, as far as a decision needs to know.
 *
 * @param amount minor units: a guard for activate and credit, the new total for update; null when not given
 * @param currency ISO 4217; null when not given
 * @param lines the new lines of an update; empty when not given
 * @param byStatus how far an order status may credit; null when the wish did not come from one
 * @param knownTotal what Kvitt itself knows the payment to be worth: what it last lowered or raised it to, or took as all
 *     there was; null when it knows nothing
 * @param begun whether this very command has already changed the payment, so that it finishes what it began
 */
public record Wish(
        Action action,
        @Nullable Long amount,
        @Nullable String currency,
        List<OrderLine> lines,
        @Nullable CreditByStatus byStatus,
        @Nullable Long knownTotal,
        boolean begun) {

    public Wish {
        lines = List.copyOf(lines);
    }

    /** A wish that did not come from an order status, for a payment that Kvitt has done nothing to. */
    public Wish(Action action, @Nullable Long amount, @Nullable String currency, List<OrderLine> lines, boolean begun) {
        this(action, amount, currency, lines, null, null, begun);
    }
}
