package io.kvitt.execution;

import io.kvitt.payment.Code;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The real engine, driven one pass at a time by the thread that asks, and without chance in its waits. */
public final class SingleStep {

    private final Executor executor;
    private final Dispatcher dispatcher;

    /**
     * @param settling how long any provider's write may still take effect
     * @param passes runs one pass before it returns
     */
    public SingleStep(
            ExecutionLedger ledger,
            Set<String> accounts,
            List<Duration> schedule,
            Duration settling,
            Duration lease,
            Clock clock,
            Consumer<Execution> passes) {
        RetrySettings retry =
                new RetrySettings(new RetrySettings.Common(schedule, Map.of(Code.PAYMENT_PENDING, schedule)), Map.of());
        // A breaker is about many payments; here is one.
        BreakerSettings closed = new BreakerSettings(1_000_000, Duration.ofSeconds(1), Duration.ofSeconds(1));
        Quotas quotas = new Quotas(() -> accounts, 1, closed, clock);
        this.executor = new Executor(ledger, new Judge(new RetrySchedule(retry, () -> 0L), settling), quotas, clock);
        this.dispatcher =
                new Dispatcher(ledger, (execution, done) -> run(passes, execution, done), quotas, 1, lease, clock);
    }

    private static void run(Consumer<Execution> passes, Execution execution, Runnable done) {
        try {
            passes.accept(execution);
        } finally {
            done.run();
        }
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
