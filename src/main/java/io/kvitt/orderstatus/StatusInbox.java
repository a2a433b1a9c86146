package io.kvitt.orderstatus;

import java.util.List;

/** Where all channels' status changes end: each is recorded once, in one transaction with the command it leads to. */
public interface StatusInbox {

    /**
     * Takes the changes in this order and commits before it returns.
     *
     * @param submissions each satisfies {@link ChangeRules}
     * @return one verdict for each, in the same order
     */
    List<ChangeVerdict> accept(List<ChangeSubmission> submissions);
}
