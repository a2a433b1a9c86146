package io.kvitt.execution;

/** One pass over one command. The routes are that. */
public interface Pass {

    /** Runs it to its end, which is committed; what it throws leaves the payment to the end of its lease. */
    void run(Execution execution);
}
