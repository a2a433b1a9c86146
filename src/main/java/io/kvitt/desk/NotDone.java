package io.kvitt.desk;

import io.kvitt.security.Refusal;
import io.kvitt.views.Problem;

/**
 * The desk has done nothing, and says why. What is wrong with what was given is {@link
 * io.kvitt.command.CommandRejected}'s to say.
 */
public final class NotDone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** @param detail what the sentence speaks of, and what to do about it; nothing that a caller wrote */
    NotDone(Reason reason, String detail) {
        this(Problem.of(reason.status(), reason, detail));
    }

    NotDone(Refusal refusal) {
        this(Problem.of(refusal.status(), refusal, refusal.sentence().en()));
    }

    private NotDone(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    /** Its status is that of HTTP. */
    public Problem problem() {
        return problem;
    }
}
