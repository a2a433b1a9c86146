package io.kvitt.model;

import io.kvitt.payment.Action;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing that happens to the payment. Written out, a list of them is a test case. */
sealed interface Step {

    /** @param amount a guard, or the new total of an update */
    record Ask(Action action, @Nullable Long amount) implements Step {}

    /** It is asked while a pass is at this point of it. */
    record Meanwhile(Point point, Ask ask) implements Step {}

    /** Until now everything was asked by the order's number; now its reference comes. */
    record Link() implements Step {}

    /** An earlier command once more, word for word. */
    record Again(int earlier) implements Step {}

    /** The id of an earlier command, for something else. */
    record Reuse(int earlier) implements Step {}

    /** The provider shows and refuses less from now on, as has been recorded. */
    record ShowsLess() implements Step {}

    /** Passes are made, each as soon as it is due. */
    record Work(int passes) implements Step {}

    /** Nobody works for a while, and what is late at the provider happens. */
    record Idle(Duration time) implements Step {}

    /** The next calls that fit go wrong at the provider. */
    record Fault(String rule) implements Step {}

    /** The provider refuses connections during the next passes. */
    record Unreachable(int passes) implements Step {}

    /** Somebody does this in the provider's portal, if the provider lets them. */
    record Human(String operation, @Nullable Long amount) implements Step {}

    /** Kvitt dies at this point of its next pass that comes so far. */
    record Die(Point point) implements Step {}

    /** Kvitt stands still at this point for longer than its lease, while another instance works. */
    record Pause(Point point, int othersPasses) implements Step {}

    /** Where a pass may break off: around the two commits of {@link io.kvitt.execution.ExecutionLedger}. */
    enum Point {
        BEFORE_READING,
        BEFORE_INTENT,
        AFTER_INTENT,
        BEFORE_SETTLEMENT
    }
}
