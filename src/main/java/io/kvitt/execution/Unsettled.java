package io.kvitt.execution;

import java.time.Duration;

/** An earlier write of this command may still take effect, so that no other may be sent yet. */
final class Unsettled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration left;

    Unsettled(Duration left) {
        super("an earlier write may still take effect for " + left);
        this.left = left;
    }

    Duration left() {
        return left;
    }
}
