package io.kvitt.payment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a change of order status may pay money back: off until it is switched on, and capped.
 *
 * <p>The cap on the amount is decided here, against what the provider says is activated. The cap on the number is kept
 * by the ledger, where the intent of a credit is committed, because only there can it be counted exactly.
 *
 * @param perHour how many payments may be credited within any hour; null when off
 * @param mostPerCredit the largest single credit in minor units, by ISO 4217 currency; a currency that is not named may
 *     not be credited at all
 */
public record CreditByStatus(
        boolean enabled,
        @Nullable Integer perHour,
        @Nullable Map<String, Long> mostPerCredit) {

    public static final CreditByStatus OFF = new CreditByStatus(false, null, null);

    public CreditByStatus {
        mostPerCredit = mostPerCredit == null ? null : Map.copyOf(mostPerCredit);
    }

    /** Why a credit of this amount may not be made; null when it may. */
    @Nullable
    Code bars(String currency, long amount) {
        if (!enabled) {
            return Code.CREDIT_BY_STATUS_OFF;
        }
        Long most = mostPerCredit == null ? null : mostPerCredit.get(currency);
        return most == null || amount > most ? Code.CREDIT_BY_STATUS_AMOUNT : null;
    }
}
