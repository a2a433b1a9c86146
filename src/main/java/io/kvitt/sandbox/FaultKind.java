package io.kvitt.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.kvitt.sandbox.simulation.TaskFault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What goes wrong. */
enum FaultKind {
    /** Nothing happens and the connection breaks. */
    RESET_BEFORE,
    /** It happens and the connection breaks before the answer. */
    APPLY_THEN_RESET,
    /** It happens and the answer is another status, as a gateway would give it. */
    APPLY_THEN_STATUS,
    /** Nothing happens and the answer is this status. */
    STATUS,
    /** It happens at once and the answer comes after the delay. */
    APPLY_THEN_HANG,
    /** It happens after the delay, when the caller may have given up. */
    HANG_THEN_APPLY,
    /** The answer's body drips over the delay. */
    SLOW_BODY,
    /** The answer is complete HTTP around half a JSON document. */
    TRUNCATED_JSON,
    /** The connection ends in the middle of the body. */
    CUT_BODY,
    TASK_STUCK(TaskFault.STUCK),
    TASK_FAILS(TaskFault.FAILS),
    TASK_LIES(TaskFault.LIES),
    TASK_404(TaskFault.UNKNOWN),
    CREDIT_FAILS_LATER(TaskFault.REVOKED);

    private final @Nullable TaskFault taskFault;

    FaultKind() {
        this(null);
    }

    FaultKind(@Nullable TaskFault taskFault) {
        this.taskFault = taskFault;
    }

    @Nullable
    TaskFault taskFault() {
        return taskFault;
    }

    boolean needsStatus() {
        return this == STATUS || this == APPLY_THEN_STATUS;
    }

    @JsonCreator
    static FaultKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
