package io.kvitt.notification;

import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import org.jspecify.annotations.Nullable;

/** One failure in a mail. */
record FailedCommand(
        String commandId,
        @Nullable String account,
        @Nullable String orderNumber,
        Action action,
        @Nullable Code code,
        @Nullable String suggestedStatus) {}
