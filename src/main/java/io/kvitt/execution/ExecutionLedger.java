package io.kvitt.execution;

import io.kvitt.provider.Attempt;
import io.kvitt.provider.ProviderRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The executor's side of the ledger. Every method commits before it returns. */
public interface ExecutionLedger {

    /**
     * Takes the lease on at most {@code most} payments that are due and returns each one's oldest open command.
     *
     * @param rooms how many of each account at most; none of an account that is not named
     */
    List<Execution> claim(int most, Map<String, Integer> rooms, Duration lease);

    /** Keeps the leases of passes that are still running, and returns the payments whose lease still stood. */
    Set<Long> extend(Collection<Execution> running, Duration lease);

    /**
     * Commits the intent of one write before it leaves.
     *
     * @param absent an earlier attempt that is now known never to have taken effect; closed in the same transaction
     * @throws LeaseLost when another executor has taken over
     */
    Attempt intend(Intent intent);

    /**
     * Commits that a write, whose answer was lost, is about to be sent once more under its key.
     *
     * @throws LeaseLost when another executor has taken over
     */
    void intendAgain(Execution execution, Attempt attempt);

    /**
     * Commits the end of a pass and gives the payment free for its next command.
     *
     * @throws LeaseLost when another executor has taken over
     */
    void settle(Settlement settlement);

    /** When the next payment of one of these accounts is due; empty when nothing of theirs is open. */
    Optional<Instant> nextDue(Set<String> accounts);

    /** The accounts that have open commands. */
    Set<String> accountsAtWork();

    /**
     * @param body the exact JSON that will be sent; null for a request without a body
     * @param basis the reading's facts
     * @param finishes whether this write, once it has happened, completes the command
     */
    record Intent(
            Execution execution,
            ProviderRequest request,
            @Nullable String body,
            String basis,
            boolean finishes,
            @Nullable Long absent) {}
}
