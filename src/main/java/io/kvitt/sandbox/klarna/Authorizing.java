package io.kvitt.sandbox.klarna;

import static io.kvitt.sandbox.klarna.KlarnaRefusal.notAllowed;
import static io.kvitt.sandbox.klarna.KlarnaSwitch.*;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.MoneyEffect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Changes, prolongs and gives back a reservation. */
record Authorizing(KlarnaReading reading, KlarnaBooks books) {

    /** Where a higher amount can be asked for at all; a card's reservation never grows. */
    private static final Set<String> MAY_GROW = Set.of(
            "INVOICE", "INVOICE_BUSINESS", "B2B_INVOICE", "BASE_ACCOUNT", "ACCOUNT", "DIRECT_DEBIT", "FIXED_AMOUNT");

    /** Paid by card at once, or financed in the US. */
    private static final Set<String> NEVER_EXTENDED = Set.of("CARD", "PAY_BY_CARD", "FIXED_SUM_CREDIT");

    private static final long LONGEST_LIFE = Duration.ofDays(180).toMillis();

    /** The lines replace all lines; without any, the present ones are gone. */
    void update(KlarnaOrder order, KlarnaBody body, Cause cause) {
        long amount = body.amount("order_amount");
        KlarnaLines lines = body.lines();
        LineSum.check(reading.switches(), lines, amount);
        KlarnaStatus status = reading.status(order);
        String code = reading.flavour().updateRefused();
        if (status != KlarnaStatus.AUTHORIZED && status != KlarnaStatus.PART_CAPTURED
                || order.released
                || reading.isExpired(order)) {
            throw notAllowed(code, "Update not allowed.");
        }
        if (amount < order.captured) {
            throw notAllowed(
                    code,
                    "Resulting authorization amount " + amount + " cannot be less than the captured amount "
                            + order.captured + " for order. Order authorization cannot be updated");
        }
        if (amount > order.amount && (!MAY_GROW.contains(order.paymentType) || !reading.isOn(INCREASE_APPROVED))) {
            throw notAllowed(code, "Update not allowed.");
        }
        order.amount = amount;
        order.lines = lines.json();
        books.write(order, MoneyEffect.UPDATE, KlarnaOperation.UPDATE_AUTHORIZATION, amount, cause);
    }

    void cancel(KlarnaOrder order, Cause cause) {
        if (!order.captures().isEmpty()) {
            throw notAllowed("CANCEL_NOT_ALLOWED", "Order has previous captures. Cancel not possible.");
        }
        if (order.closed || order.fraud == FraudStatus.PENDING && !reading.isOn(PENDING_CANCEL_ALLOWED)) {
            throw notAllowed("CANCEL_NOT_ALLOWED", "Cancel not possible.");
        }
        if (order.cancelled || reading.isExpired(order)) {
            if (reading.isOn(CANCEL_OF_ENDED_REFUSED)) {
                throw notAllowed("CANCEL_NOT_ALLOWED", "Order has ended. Cancel not possible.");
            }
            return;
        }
        long amount = reading.remaining(order);
        order.cancelled = true;
        books.write(order, MoneyEffect.ANNUL, KlarnaOperation.CANCEL, amount, cause);
    }

    void release(KlarnaOrder order, Cause cause) {
        if (order.cancelled || order.captures().isEmpty()) {
            throw notAllowed("NOT_ALLOWED", "Order has no captures. Remaining authorization cannot be released.");
        }
        if (order.released || order.captured >= order.amount) {
            throw notAllowed("NOT_ALLOWED", "Order is fully captured. Remaining authorization cannot be released.");
        }
        if (order.closed || reading.isExpired(order)) {
            throw notAllowed("NOT_ALLOWED", "Remaining authorization cannot be released.");
        }
        long amount = reading.remaining(order);
        order.released = true;
        books.write(order, MoneyEffect.ANNUL, KlarnaOperation.RELEASE, amount, cause);
    }

    /** The new expiry counts from today, so a second request on the same day changes nothing. */
    void extend(KlarnaOrder order, Cause cause) {
        long now = reading.clock().millis();
        if (reading.isExpired(order)) {
            throw notAllowed("NOT_ALLOWED", "Order is expired. Authorization time cannot be extended.");
        }
        KlarnaStatus status = reading.status(order);
        boolean ended = status == KlarnaStatus.CANCELLED || status == KlarnaStatus.CLOSED;
        if (ended
                || status == KlarnaStatus.CAPTURED && reading.isOn(EXTEND_CAPTURED_REFUSED)
                || reading.flavour() == KlarnaFlavour.KUSTOM && !reading.isOn(KUSTOM_EXTEND_OFFERED)
                || NEVER_EXTENDED.contains(order.paymentType)
                || now > order.createdAt + LONGEST_LIFE) {
            throw notAllowed("NOT_ALLOWED", "Authorization time cannot be extended.");
        }
        order.expiresAt = expiry(now, reading.value(AUTHORIZATION_DAYS));
        books.write(order, MoneyEffect.OTHER, KlarnaOperation.EXTEND, 0, cause);
    }

    /** Midnight UTC of the day that lies so many days ahead, as in the recordings. */
    static long expiry(long from, long days) {
        return Instant.ofEpochMilli(from)
                .truncatedTo(ChronoUnit.DAYS)
                .plus(days, ChronoUnit.DAYS)
                .toEpochMilli();
    }
}
