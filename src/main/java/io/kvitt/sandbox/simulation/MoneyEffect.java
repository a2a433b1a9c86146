package io.kvitt.sandbox.simulation;

/** What an operation did to the money, in words that hold for every provider. */
public enum MoneyEffect {
    /** Reserved money was taken, or the invoice sent. */
    ACTIVATE,
    /** A reservation was given back before it was activated. */
    ANNUL,
    /** Activated money was given back. */
    CREDIT,
    /** The reserved amount or its lines changed; the amount is the new total. */
    UPDATE,
    /** Something without money, such as an acknowledgement. */
    OTHER
}
