package io.kvitt.payment;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A reading made up for a test: 1000 minor units of SEK, everything allowed. */
public record Reading(
        PaymentStatus status,
        String currency,
        long total,
        long activated,
        long credited,
        long remaining,
        Set<Effect> allowed,
        List<OrderLine> lines)
        implements PaymentReading {

    public static Reading of(PaymentStatus status) {
        return switch (status) {
            case PENDING, AUTHORIZED -> amounts(status, 0, 0, 1000);
            case PARTLY_ACTIVATED -> amounts(status, 400, 0, 600);
            case REST_ENDED -> amounts(status, 600, 0, 0);
            case ACTIVATED -> amounts(status, 1000, 0, 0);
            case PARTLY_CREDITED -> amounts(status, 1000, 300, 0);
            case CREDITED -> amounts(status, 1000, 1000, 0);
            case ANNULLED, EXPIRED, FAILED -> amounts(status, 0, 0, 0);
        };
    }

    private static Reading amounts(PaymentStatus status, long activated, long credited, long remaining) {
        return new Reading(status, "SEK", 1000, activated, credited, remaining, EnumSet.allOf(Effect.class), List.of());
    }

    public Reading taken(long taken, long paidBack) {
        return new Reading(status, currency, total, taken, paidBack, remaining, allowed, lines);
    }

    public Reading allowing(Effect... effects) {
        return new Reading(status, currency, total, activated, credited, remaining, Set.of(effects), lines);
    }

    @Override
    public boolean matches(long amount, List<OrderLine> wished) {
        return amount == total && (wished.isEmpty() || wished.equals(lines));
    }

    @Override
    public String basis() {
        return "{\"status\":\"" + status + "\"}";
    }
}
