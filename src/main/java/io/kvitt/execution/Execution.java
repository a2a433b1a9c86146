package io.kvitt.execution;

import io.kvitt.payment.Effect;
import io.kvitt.payment.Wish;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one payment's oldest open command, held under a lease.
 *
 * @param paymentId the ledger's row of the payment
 * @param fence grows with every claim; a commit under an older fence fails
 * @param commandRow the ledger's row of the command
 * @param pending a write of this command whose outcome is not known yet
 * @param pendingFinishes whether that write, once it has happened, completes the command
 * @param pendingReported whether the provider has said that that write is done: it is only read then, and never sent again
 * @param lastWorking when the provider last said something of that write; null when it never did
 * @param tries how many passes have failed so far
 * @param notFound how many of its readings have found no such payment
 * @param refused the effects that the provider has refused this command since it was last taken up
 * @param begun whether a write of this command has taken effect
 * @param paidBack minor units that this command has credited
 * @param knownTotal what Kvitt itself knows the payment to be worth ({@link Wish#knownTotal()})
 * @param updateNotDone of an activation that names no amount, the id of the payment's newest earlier update, which has
 *     not taken effect; null when it has, or when there was none
 * @param referenceCurrency ISO 4217, what the order's reference says of the payment; null without one
 */
public record Execution(
        long paymentId,
        long fence,
        long commandRow,
        Assignment assignment,
        @Nullable Attempt pending,
        boolean pendingFinishes,
        boolean pendingReported,
        @Nullable Instant lastWorking,
        int tries,
        int notFound,
        Set<Effect> refused,
        boolean begun,
        long paidBack,
        Instant acceptedAt,
        @Nullable Long knownTotal,
        @Nullable String updateNotDone,
        @Nullable String referenceCurrency) {

    public Execution {
        refused = Set.copyOf(refused);
    }

    /** One whose write, if one is pending, the provider has not called done, of a payment that nothing is known of. */
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
            Set<Effect> refused,
            boolean begun,
            Instant acceptedAt) {
        this(
                paymentId,
                fence,
                commandRow,
                assignment,
                pending,
                pendingFinishes,
                false,
                lastWorking,
                tries,
                notFound,
                refused,
                begun,
                0,
                acceptedAt,
                null,
                null,
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
                pendingReported,
                lastWorking,
                tries,
                notFound,
                refused,
                begun,
                paidBack,
                acceptedAt,
                knownTotal,
                updateNotDone,
                referenceCurrency);
    }

    Wish wish() {
        return assignment.command().wish(knownTotal, begun);
    }

    /** The provider's task that is to be asked after; null when there is none, or when it has ended. */
    public @Nullable String task() {
        return pending == null || pendingReported ? null : pending.task();
    }

    /** The last moment at which the pending write was surely alive; its settling time runs from here. */
    Instant lastSign() {
        if (pending == null) {
            throw new IllegalStateException("nothing is pending");
        }
        return lastWorking == null ? pending.intendedAt() : lastWorking;
    }
}
