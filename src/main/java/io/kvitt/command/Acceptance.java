package io.kvitt.command;

import io.kvitt.payment.Code;

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
    /** More than one account has the order number, and the command names none; nothing was stored. */
    ACCOUNT_AMBIGUOUS,
    /** An update that the account's provider can not make without lines has none; nothing was stored but that it failed. */
    LINES_REQUIRED,
    /** It would take or repay everything, and the account requires that the amount is given; nothing was stored. */
    AMOUNT_REQUIRED,
    /** The amount is more than the account's provider ever takes; nothing was stored but that an update failed. */
    AMOUNT_TOO_LARGE,
    /** The sender may not act on the payment's account, or the account is not known yet; nothing was stored. */
    OUT_OF_SCOPE;

    /**
     * Tells the sender what it must change.
     *
     * @throws CommandRejected when nothing was stored
     */
    public void requireStored() {
        switch (this) {
            case ACCEPTED, REPLAY -> {}
            case ID_REUSED ->
                throw new CommandRejected(
                        new Violation(Code.COMMAND_ID_REUSED, "commandId", "give the new command an id of its own"));
            case REFERENCE_MISMATCH ->
                throw new CommandRejected(new Violation(
                        Code.ACCOUNT_MISMATCH, "account", "the account and providerOrderId of the order's reference"));
            case ACCOUNT_AMBIGUOUS ->
                throw new CommandRejected(
                        new Violation(Code.ACCOUNT_AMBIGUOUS, "account", "one of those that have the order number"));
            case LINES_REQUIRED ->
                throw new CommandRejected(
                        new Violation(Code.LINES_REQUIRED, "lines", "all lines; their sum is the new amount"));
            case AMOUNT_REQUIRED ->
                throw new CommandRejected(
                        new Violation(Code.AMOUNT_REQUIRED, "amount", "what is to move, in minor units, and currency"));
            case AMOUNT_TOO_LARGE -> throw new CommandRejected(tooLarge());
            case OUT_OF_SCOPE ->
                throw new CommandRejected(new Violation(
                        Code.ACCOUNT_NOT_ALLOWED,
                        "account",
                        "an account that you may use, also of the order's reference"));
        }
    }

    public static Violation tooLarge() {
        return new Violation(
                Code.INVALID_VALUE, "amount", "at most 200000000 minor units: Klarna and Kustom take no more");
    }
}
