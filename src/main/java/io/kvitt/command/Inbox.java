package io.kvitt.command;

import java.util.List;

/** Where all channels end: commands are stored once, in the order in which they were accepted. */
public interface Inbox {

    /**
     * Stores the submissions in this order, in one transaction that is committed on return, and wakes the executors.
     *
     * @return one verdict for each submission, in the same order
     */
    List<Acceptance> accept(List<Submission> submissions);
}
