package io.kvitt.sandbox.simulation;

/** A call that has been let in but not yet carried out, so that the effect can come later than the request. */
@FunctionalInterface
public interface Exchange {

    /** Carries the call out. */
    Answer perform();

    /** The answer has left, or the connection is gone. */
    default void ended() {}
}
