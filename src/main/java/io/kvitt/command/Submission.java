package io.kvitt.command;

/**
 * One checked command on its way into the inbox.
 *
 * @param scope the accounts that its sender may act on; the payment's account must be one of them
 */
public record Submission(PaymentCommand command, Origin origin, AccountScope scope) {

    /** From a channel that is trusted with all accounts: queues and files. */
    public Submission(PaymentCommand command, Origin origin) {
        this(command, origin, AccountScope.ALL);
    }
}
