package io.kvitt.execution;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The real engine, driven one pass at a time by the thread that asks, and without chance in its waits. */
public final class SingleStep {

    private final Executor executor;
    private final Dispatcher dispatcher;

    /** @param passes runs one pass before it returns */
    public SingleStep(
            ExecutionLedger ledger, List<Duration> schedule, Duration lease, Clock clock, Consumer<Execution> passes) {
        this.executor = new Executor(ledger, new Judge(new RetrySchedule(schedule, () -> 0L)), clock);
        this.dispatcher = new Dispatcher(ledger, passes, 1, lease, clock);
    }

    public Executor executor() {
        return executor;
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Claims one payment, if one is due, and runs its pass. */
    public void step() {
        dispatcher.claim();
    }
}
