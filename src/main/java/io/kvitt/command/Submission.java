package io.kvitt.command;

import java.util.function.Consumer;

/**
 * One checked command on its way into the inbox.
 *
 * @param scope the accounts that its sender may act on; the payment's account must be one of them
 * @param told gets what was stored, before the inbox returns, on any thread and perhaps more than once, since a
 *     transaction may be tried again: what it got last holds, and only when the verdict is {@link Acceptance#ACCEPTED}
 */
public record Submission(PaymentCommand command, Origin origin, AccountScope scope, Consumer<Stored> told) {

    public Submission(PaymentCommand command, Origin origin, AccountScope scope) {
        this(command, origin, scope, stored -> {});
    }

    /** From a channel that is trusted with all accounts: queues and files. */
    public Submission(PaymentCommand command, Origin origin) {
        this(command, origin, AccountScope.ALL);
    }
}
