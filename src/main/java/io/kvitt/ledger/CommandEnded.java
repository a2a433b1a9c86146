package io.kvitt.ledger;

import io.kvitt.command.CommandState;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Published once for each end of a command, by one of the instances, after the commit that made it known.
 *
 * @param account null when it ended before its order had one
 */
public record CommandEnded(
        String commandId,
        @Nullable String account,
        Action action,
        CommandState state,
        @Nullable Code code,
        Instant acceptedAt,
        Instant endedAt) {}
