package io.kvitt.command;

import java.util.List;

/** Where all channels end: commands are stored once, in the order in which they were accepted. */
public interface Inbox {

    /**
     * Stores the submissions in this order, in one transaction that is committed on return, and wakes the executors.
     * Within a transaction of the caller's it is that one, and the executors are woken when it commits.
     *
     * @return one verdict for each submission, in the same order
     */
    List<Acceptance> accept(List<Submission> submissions);

    /** The accounts in the sender's scope that have the command's order number. */
    default List<String> accountsOf(Submission submission) {
        return List.of();
    }

    /**
     * Tells the sender what it must change, and which accounts it may name.
     *
     * @throws CommandRejected when nothing was stored
     */
    default void requireStored(Submission submission, Acceptance verdict) {
        if (verdict == Acceptance.ACCOUNT_AMBIGUOUS) {
            throw new CommandRejected(Violation.ambiguous(accountsOf(submission)));
        }
        verdict.requireStored();
    }
}
