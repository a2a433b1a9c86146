package io.kvitt.sandbox.simulation;

/** How a queued task goes wrong. */
public enum TaskFault {
    /** Never ends and never takes effect. */
    STUCK,
    /** Ends without effect. */
    FAILS,
    /** Ends as if it had taken effect, and has not. */
    LIES,
    /** Takes effect, but the task cannot be found. */
    UNKNOWN,
    /** Takes effect, ends well, and is undone a while later, as Svea's {@code CreditFailed} event announces. */
    REVOKED
}
