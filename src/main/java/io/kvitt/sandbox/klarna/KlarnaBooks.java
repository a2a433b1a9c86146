package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Ledger;
import io.kvitt.sandbox.simulation.MoneyEffect;

/** Writes what happened into the money ledger. */
record KlarnaBooks(KlarnaFlavour flavour, Ledger ledger) {

    void write(KlarnaOrder order, MoneyEffect effect, KlarnaOperation operation, long amount, Cause cause) {
        ledger.append(flavour.provider(), order.id, effect, operation.wireName(), amount, order.currency, cause);
    }
}
