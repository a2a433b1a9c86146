package io.kvitt.payment;

import static io.kvitt.payment.Code.*;

import io.kvitt.payment.Decision.AlreadySo;
import io.kvitt.payment.Decision.Perform;
import io.kvitt.payment.Decision.Refuse;
import io.kvitt.payment.Decision.Wait;
import org.jspecify.annotations.Nullable;

/**
 * The product's rules: what an action means for a payment in a given status. One pure function.
 *
 * <p>Before activation a payment can be annulled or updated, after it only credited; a credit is always the whole
 * activated amount; an activation takes everything that remains. The provider has the last word: an effect that it
 * does not offer is refused here, before anything is sent, unless it is only a review that stands in the way. An order
 * status credits only as far as {@link CreditByStatus} lets it.
 */
public final class DecisionTable {

    private DecisionTable() {}

    public static Decision decide(PaymentReading reading, Wish wish) {
        if (wish.currency() != null && !wish.currency().equalsIgnoreCase(reading.currency())) {
            return new Refuse(CURRENCY_MISMATCH);
        }
        if (reading.status() == PaymentStatus.PENDING && reading.activated() > 0) {
            return partlyPending(wish.action());
        }
        Decision decision = cell(reading.status(), wish.action(), wish.begun());
        if (decision instanceof Perform perform) {
            boolean restOnly = reading.status() == PaymentStatus.PARTLY_ACTIVATED
                    && perform.effect() == Effect.CREDIT
                    && creditable(reading) == 0;
            return confirm(restOnly ? new Perform(Effect.RELEASE) : perform, reading, wish);
        }
        if (decision instanceof Refuse refuse && refuse.code() == ACTIVATED_REST_ENDED) {
            return isAllThereWas(reading, wish)
                    ? new AlreadySo(ALREADY_ACTIVATED)
                    : new Refuse(ACTIVATED_REST_ENDED, reading.activated());
        }
        if (decision instanceof AlreadySo alreadySo && !wish.begun() && contradicts(alreadySo, reading, wish)) {
            return new Refuse(AMOUNT_MISMATCH, soAlready(alreadySo, reading));
        }
        return decision;
    }

    /** The table of status × action alone, before amounts and the provider's own word are looked at. */
    static Decision cell(PaymentStatus status, Action action, boolean begun) {
        return switch (status) {
            case PENDING ->
                switch (action) {
                    case ACTIVATE -> new Wait(PAYMENT_PENDING);
                    case ANNUL, REVERSE -> new Perform(Effect.ANNUL);
                    case CREDIT -> new Refuse(NOT_ACTIVATED);
                    case UPDATE -> new Refuse(PENDING_NOT_ALLOWED);
                };
            case AUTHORIZED ->
                switch (action) {
                    case ACTIVATE -> new Perform(Effect.ACTIVATE);
                    case ANNUL, REVERSE -> new Perform(Effect.ANNUL);
                    case CREDIT -> new Refuse(NOT_ACTIVATED);
                    case UPDATE -> new Perform(Effect.UPDATE);
                };
            case PARTLY_ACTIVATED ->
                switch (action) {
                    case ACTIVATE -> new Perform(Effect.ACTIVATE);
                    case ANNUL -> new Refuse(PARTLY_ACTIVATED_NO_ANNUL);
                    // What was taken first, then the rest: until the one is paid back the other does no harm.
                    case CREDIT, REVERSE -> new Perform(Effect.CREDIT);
                    case UPDATE -> new Refuse(ACTIVATED_NO_UPDATE);
                };
            case REST_ENDED ->
                switch (action) {
                    case ACTIVATE -> new Refuse(ACTIVATED_REST_ENDED);
                    case ANNUL -> new Refuse(ACTIVATED_USE_CREDIT);
                    case CREDIT, REVERSE -> new Perform(Effect.CREDIT);
                    case UPDATE -> new Refuse(ACTIVATED_NO_UPDATE);
                };
            case ACTIVATED ->
                switch (action) {
                    case ACTIVATE -> new AlreadySo(ALREADY_ACTIVATED);
                    case ANNUL -> new Refuse(ACTIVATED_USE_CREDIT);
                    case CREDIT, REVERSE -> new Perform(Effect.CREDIT);
                    case UPDATE -> new Refuse(ACTIVATED_NO_UPDATE);
                };
            case ANNULLED ->
                switch (action) {
                    case ANNUL, REVERSE -> new AlreadySo(ALREADY_ANNULLED);
                    case ACTIVATE, CREDIT, UPDATE -> new Refuse(PAYMENT_ANNULLED);
                };
            case CREDITED ->
                switch (action) {
                    case CREDIT, REVERSE -> new AlreadySo(ALREADY_CREDITED);
                    case ACTIVATE, ANNUL, UPDATE -> new Refuse(PAYMENT_CREDITED);
                };
            case PARTLY_CREDITED ->
                switch (action) {
                    case CREDIT, REVERSE -> begun ? new Perform(Effect.CREDIT) : new Refuse(PARTLY_CREDITED);
                    case ACTIVATE, ANNUL, UPDATE -> new Refuse(PARTLY_CREDITED);
                };
            case EXPIRED, FAILED ->
                switch (action) {
                    case ANNUL, REVERSE -> new AlreadySo(ALREADY_ANNULLED);
                    case ACTIVATE, CREDIT, UPDATE -> new Refuse(PAYMENT_ENDED);
                };
        };
    }

    /** Part has been taken, and what may be done about the rest is not known yet. */
    private static Decision partlyPending(Action action) {
        return switch (action) {
            case ACTIVATE, CREDIT, REVERSE -> new Wait(PAYMENT_PENDING);
            case ANNUL -> new Refuse(PARTLY_ACTIVATED_NO_ANNUL);
            case UPDATE -> new Refuse(ACTIVATED_NO_UPDATE);
        };
    }

    private static Decision confirm(Perform perform, PaymentReading reading, Wish wish) {
        Effect effect = perform.effect();
        if (effect == Effect.UPDATE && wish.amount() != null && reading.matches(wish.amount(), wish.lines())) {
            return new AlreadySo(ALREADY_UPDATED);
        }
        if (!reading.allowed().contains(effect)) {
            return reading.status() == PaymentStatus.PENDING
                    ? new Wait(PAYMENT_PENDING)
                    : new Refuse(effect == Effect.RELEASE ? REST_NOT_RELEASED : NOT_OFFERED);
        }
        if (wish.byStatus() != null && !wish.begun() && (effect == Effect.CREDIT || effect == Effect.RELEASE)) {
            Code barred = wish.byStatus().bars(reading.currency(), creditable(reading));
            if (barred != null) {
                return new Refuse(barred);
            }
        }
        if (wish.amount() == null || wish.begun()) {
            return perform;
        }
        return switch (effect) {
            case ACTIVATE, ANNUL ->
                wish.amount() == reading.remaining() ? perform : new Refuse(AMOUNT_MISMATCH, reading.remaining());
            case CREDIT, RELEASE -> {
                long creditable = creditable(reading);
                if (wish.amount() == creditable) {
                    yield perform;
                }
                yield new Refuse(wish.amount() < creditable ? PARTIAL_CREDIT : AMOUNT_MISMATCH, creditable);
            }
            case UPDATE -> perform;
        };
    }

    private static long creditable(PaymentReading reading) {
        return reading.activated() - reading.credited();
    }

    /**
     * Whether what was taken of a payment whose rest has ended is all that was to be taken: the wish says so, or Kvitt had
     * lowered the payment to it or taken all of it. Amounts alone do not tell "lowered and then taken" from "taken, and the
     * rest given back".
     */
    private static boolean isAllThereWas(PaymentReading reading, Wish wish) {
        Long all = wish.amount() == null ? wish.knownTotal() : wish.amount();
        return all != null && all == reading.activated();
    }

    /** Whether the amount that was asked for is not the amount that is "already so". */
    private static boolean contradicts(AlreadySo alreadySo, PaymentReading reading, Wish wish) {
        Long so = soAlready(alreadySo, reading);
        return so != null && wish.amount() != null && !so.equals(wish.amount());
    }

    private static @Nullable Long soAlready(AlreadySo alreadySo, PaymentReading reading) {
        return switch (alreadySo.code()) {
            case ALREADY_ACTIVATED -> reading.activated();
            case ALREADY_CREDITED -> reading.credited();
            default -> null;
        };
    }
}
