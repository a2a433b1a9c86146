package io.kvitt.sandbox.svea;

import org.jspecify.annotations.Nullable;

/** A queued operation. Its address stays good for long after it has ended. */
final class SveaTask {

    /** Where the task stands. Only running and done are known; how a failure looks is a guess. */
    enum State {
        IN_PROGRESS,
        DONE,
        FAILED,
        UNKNOWN
    }

    final long id;
    final SveaOrder order;
    /** The path of what came of it, below the provider's base. */
    final String resource;

    private volatile State state = State.IN_PROGRESS;

    SveaTask(long id, SveaOrder order, @Nullable String resource) {
        this.id = id;
        this.order = order;
        this.resource = resource == null ? "/api/v1/orders/" + order.key : resource;
    }

    State state() {
        return state;
    }

    void end(State newState) {
        state = newState;
    }
}
