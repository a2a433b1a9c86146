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
}
