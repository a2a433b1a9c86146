package io.kvitt.execution;

import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one payment's oldest open command, held under a lease.
 *
 * @param paymentId the ledger's row of the payment
 * @param fence grows with every claim; a commit under an older fence fails
 * @param commandRow the ledger's row of the command
 * @param pending a write of this command whose outcome is not known yet
 * @param pendingFinishes whether that write, once it has happened, completes the command
 * @param lastWorking when the provider last said that it works on that write; null when it never did
 * @param tries how many passes have failed so far
 * @param notFound how many of its readings have found no such payment
 * @param refused whether the provider has refused a write of this command since it was last taken up
 * @param begun whether a write of this command has taken effect
 * @param updateNotDone of an activation that names no amount, the id of the payment's newest earlier update, which has
 *     not taken effect; null when it has, or when there was none
 */
public record Execution(
        long paymentId,
        long fence,
        long commandRow,
        Assignment assignment,
        @Nullable Attempt pending,
        boolean pendingFinishes,
        @Nullable Instant lastWorking,
        int tries,
        int notFound,
        boolean refused,
        boolean begun,
        Instant acceptedAt,
        @Nullable String updateNotDone) {

    /** One that no update stands in the way of. */
    public Execution(
            long paymentId,
            long fence,
            long commandRow,
            Assignment assignment,
            @Nullable Attempt pending,
            boolean pendingFinishes,
            @Nullable Instant lastWorking,
            int tries,
            int notFound,
            boolean refused,
            boolean begun,
            Instant acceptedAt) {
        this(
                paymentId,
                fence,
                commandRow,
                assignment,
                pending,
                pendingFinishes,
                lastWorking,
                tries,
                notFound,
                refused,
                begun,
                acceptedAt,
                null);
    }

    /** The same pass, in which this attempt was sent once already and its answer was lost. */
    Execution afterLosing(Attempt sent) {
        return new Execution(
                paymentId,
                fence,
                commandRow,
                assignment,
                sent,
                pendingFinishes,
                lastWorking,
                tries,
                notFound,
                refused,
                begun,
                acceptedAt,
                updateNotDone);
    }

    /** The last moment at which the pending write was surely alive; its settling time runs from here. */
    Instant lastSign() {
        if (pending == null) {
            throw new IllegalStateException("nothing is pending");
        }
        return lastWorking == null ? pending.intendedAt() : lastWorking;
    }
}
