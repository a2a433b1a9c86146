package io.kvitt.command;

/** What the inbox made of one submission. */
public enum Acceptance {
    /** Stored; it will end in one of the four end states. */
    ACCEPTED,
    /** The same command was accepted before; its first answer stands. */
    REPLAY,
    /** The id was used before for something else; nothing was stored. */
    ID_REUSED,
    /** Account or provider order id contradict the order's reference; nothing was stored. */
    REFERENCE_MISMATCH,
    /** The sender may not act on the payment's account, or the account is not known yet; nothing was stored. */
    OUT_OF_SCOPE
}
