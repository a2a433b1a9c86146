package io.kvitt.notification;

import io.kvitt.ledger.CommandRecord;
import org.jspecify.annotations.Nullable;

/** How an outcome is told. */
public interface Telling {

    Outcome told(CommandRecord command);

    /**
     * @param view what becomes the JSON that a webhook is sent
     * @param suggestedOrderStatus what the merchant wants the order's status to be after a failure
     */
    record Outcome(Object view, @Nullable String suggestedOrderStatus) {}
}
