package io.kvitt.notification;

import io.kvitt.payment.Action;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a merchant wants to happen to an order whose action failed. */
public interface FailureSettings {

    /**
     * The order status to report back, as the merchant's system calls it.
     *
     * @param account null for a command that ended before its order had an account
     */
    Optional<String> errorStatus(String commandId, @Nullable String account, Action action);

    /**
     * Where to write to when an action fails: one address.
     *
     * @param account null for a command that ended before its order had an account
     */
    Optional<String> email(String commandId, @Nullable String account, Action action);
}
