package io.kvitt.orderstatus;

import io.kvitt.command.AccountScope;
import io.kvitt.command.Origin;

/**
 * One checked status change on its way in.
 *
 * @param scope the accounts that its sender may act on; the order's account must be one of them
 */
public record ChangeSubmission(StatusChange change, Origin origin, AccountScope scope) {

    public ChangeSubmission(StatusChange change, Origin origin) {
        this(change, origin, AccountScope.ALL);
    }
}
