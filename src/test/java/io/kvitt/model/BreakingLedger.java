package io.kvitt.model;

import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger;
import io.kvitt.execution.LeaseLost;
import io.kvitt.execution.Settlement;
import io.kvitt.model.Step.Point;
import io.kvitt.provider.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The real ledger, around whose commits something else may happen. */
final class BreakingLedger implements ExecutionLedger {

    private final ExecutionLedger ledger;
    private final Consumer<Point> at;

    /** @param at called at every point; throws {@link Died} where the instance is to die */
    BreakingLedger(ExecutionLedger ledger, Consumer<Point> at) {
        this.ledger = ledger;
        this.at = at;
    }

    @Override
    public List<Execution> claim(int most, Map<String, Integer> rooms, Duration lease) {
        return ledger.claim(most, rooms, lease);
    }

    @Override
    public Set<Long> extend(Collection<Execution> running, Duration lease) {
        return ledger.extend(running, lease);
    }

    @Override
    public Attempt intend(Intent intent) {
        reach(Point.BEFORE_INTENT, intent.execution());
        Attempt attempt = ledger.intend(intent);
        reach(Point.AFTER_INTENT, intent.execution());
        return attempt;
    }

    @Override
    public void settle(Settlement settlement) {
        reach(Point.BEFORE_SETTLEMENT, settlement.execution());
        ledger.settle(settlement);
    }

    /** A lost lease is what the routes do nothing more about, as the dead do. */
    void reach(Point point, Execution execution) {
        try {
            at.accept(point);
        } catch (Died died) {
            throw new LeaseLost(execution);
        }
    }

    @Override
    public void intendAgain(Execution execution, Attempt attempt) {
        reach(Point.BEFORE_INTENT, execution);
        ledger.intendAgain(execution, attempt);
        reach(Point.AFTER_INTENT, execution);
    }

    @Override
    public Optional<Instant> nextDue(Set<String> accounts) {
        return ledger.nextDue(accounts);
    }

    @Override
    public Set<String> accountsAtWork() {
        return ledger.accountsAtWork();
    }

    /** The instance is gone; its lease runs out by itself. */
    static final class Died extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
