package io.kvitt.execution;

/** Runs passes beside each other. */
interface Workers {

    /**
     * Begins one pass; must not block for long.
     *
     * @param done to be called once at the pass's end, however it went
     */
    void begin(Execution execution, Runnable done);
}
