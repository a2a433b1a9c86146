package io.kvitt.payment;

import java.util.Locale;

/** What a merchant can ask for. The wire name is the lower-case name. */
public enum Action {
    /** Take the whole remaining reserved amount. */
    ACTIVATE,
    /** Give the reservation back before activation. */
    ANNUL,
    /** Pay the whole activated amount back. */
    CREDIT,
    /** Annul or credit, whichever the payment's status calls for. */
    REVERSE,
    /** Set a new amount and new lines before activation. */
    UPDATE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
