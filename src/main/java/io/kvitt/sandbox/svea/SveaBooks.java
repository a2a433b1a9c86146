package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.MoneyEffect;

/** Writes what happened into the money ledger. */
record SveaBooks(Ledger ledger) {

    void write(SveaOrder order, MoneyEffect effect, String operation, long amount, Cause cause) {
        ledger.append("svea", order.key, effect, operation, amount, order.currency, cause);
    }
}
