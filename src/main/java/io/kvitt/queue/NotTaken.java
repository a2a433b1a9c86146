package io.kvitt.queue;

import org.springframework.core.NestedExceptionUtils;

/** Messages could not be stored now, by no fault of theirs; the route says how long they are kept in hand. */
public final class NotTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotTaken(RuntimeException cause) {
        super("kept in hand: " + NestedExceptionUtils.getMostSpecificCause(cause), cause);
    }
}
