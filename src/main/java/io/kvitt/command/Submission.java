package io.kvitt.command;

import io.kvitt.payment.Code;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One checked command on its way into the inbox.
 *
 * @param scope the accounts that its sender may act on; the payment's account must be one of them
 * @param told gets what was stored, before the inbox returns, on any thread and perhaps more than once, since a
 *     transaction may be tried again: what it got last holds, and only when the verdict is {@link Acceptance#ACCEPTED}
 * @param held why it is not to be done unless a person says so: it is stored as one that needs attention; null for one that
 *     is to be done
 */
public record Submission(
        PaymentCommand command,
        Origin origin,
        AccountScope scope,
        Consumer<Stored> told,
        @Nullable Code held) {

    public Submission(PaymentCommand command, Origin origin, AccountScope scope, Consumer<Stored> told) {
        this(command, origin, scope, told, null);
    }

    public Submission(PaymentCommand command, Origin origin, AccountScope scope) {
        this(command, origin, scope, stored -> {});
    }

    /** From a channel that is trusted with all accounts: queues and files. */
    public Submission(PaymentCommand command, Origin origin) {
        this(command, origin, AccountScope.ALL);
    }
}
