package io.kvitt.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kvitt.command.PaymentCommand;
import io.kvitt.payment.Action;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Assignment ASSIGNMENT = new Assignment(
            new PaymentCommand("c", Action.ACTIVATE, "1", "shop", "p", null, null, List.of(), null, null),
            null,
            "p",
            0);

    private final FakeLedger ledger = new FakeLedger();
    private final Quotas quotas = new Quotas(
            () -> Set.of("shop"),
            4,
            new BreakerSettings(10, Duration.ofSeconds(5), Duration.ofMinutes(1)),
            Clock.systemUTC());
    private final Queue<Execution> working = new ConcurrentLinkedQueue<>();
    private final Dispatcher dispatcher = new Dispatcher(
            ledger, (execution, done) -> working.add(execution), quotas, 4, Duration.ofMillis(60), Clock.systemUTC());

    @AfterEach
    void stop() {
        dispatcher.close();
        List.copyOf(working).forEach(dispatcher::done);
    }

    @Test
    void what_is_due_at_the_start_is_found_without_a_wake_up() {
        ledger.due.addAll(executions(2));

        dispatcher.start();

        await().atMost(BOUND).until(() -> working.size() == 2);
    }

    @Test
    void no_more_is_claimed_than_there_are_workers_for() {
        ledger.due.addAll(executions(10));

        dispatcher.start();

        await().atMost(BOUND).until(() -> working.size() == 4);
        dispatcher.wake();
        await().during(Duration.ofMillis(100)).atMost(BOUND).until(() -> working.size() == 4);
        assertThat(ledger.mostAsked.get()).isEqualTo(4);
    }

    @Test
    void a_worker_that_is_done_gets_the_next_without_a_wake_up() {
        ledger.due.addAll(executions(10));
        dispatcher.start();
        await().atMost(BOUND).until(() -> working.size() == 4);

        while (!ledger.due.isEmpty() || !working.isEmpty()) {
            Execution done = working.poll();
            if (done != null) {
                dispatcher.done(done);
            }
        }

        assertThat(ledger.claimed.get()).isEqualTo(10);
    }

    @Test
    void a_lost_wake_up_is_made_up_for_by_looking_again() {
        dispatcher.start();
        await().atMost(BOUND).until(() -> ledger.claims.get() > 0);

        ledger.due.addAll(executions(1));

        await().atMost(BOUND).until(() -> working.size() == 1);
    }

    @Test
    void the_leases_of_what_is_running_are_kept_and_those_of_what_is_done_are_not() {
        ledger.due.addAll(executions(1));
        dispatcher.start();
        await().atMost(BOUND).until(() -> ledger.extended.contains(1L));

        dispatcher.done(working.remove());
        await().atMost(BOUND).until(() -> {
            ledger.extended.clear();
            return ledger.extended.isEmpty();
        });
        await().during(Duration.ofMillis(150)).atMost(BOUND).until(ledger.extended::isEmpty);
    }

    @Test
    void a_lease_holds_while_it_is_kept_and_no_longer() {
        ledger.due.addAll(executions(1));
        dispatcher.start();
        await().atMost(BOUND).until(() -> working.size() == 1);
        Execution execution = working.peek();
        await().during(Duration.ofMillis(150)).atMost(BOUND).until(() -> dispatcher.holds(execution));

        ledger.lost = true;

        await().atMost(BOUND).until(() -> !dispatcher.holds(execution));
    }

    @Test
    void a_ledger_that_is_away_for_a_while_stops_nothing() {
        ledger.broken = 1;
        ledger.due.addAll(executions(1));

        dispatcher.start();

        await().atMost(BOUND).until(() -> working.size() == 1);
    }

    @Test
    void a_machine_that_gives_no_more_threads_stops_nothing_for_good() {
        AtomicInteger refused = new AtomicInteger();
        try (Dispatcher starved = new Dispatcher(
                ledger,
                (execution, done) -> {
                    if (refused.getAndIncrement() < 2) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    working.add(execution);
                },
                quotas,
                4,
                Duration.ofMillis(60),
                Clock.systemUTC())) {
            ledger.due.addAll(executions(4));
            starved.start();
            await().atMost(BOUND).until(() -> working.size() == 2);
            List.copyOf(working).forEach(starved::done);
            working.clear();

            ledger.due.addAll(executions(4));

            await().atMost(BOUND).until(() -> working.size() == 4);
            List.copyOf(working).forEach(starved::done);
        }
        working.clear();
    }

    private static List<Execution> executions(int count) {
        List<Execution> executions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            executions.add(new Execution(i, 1, i, ASSIGNMENT, null, false, null, 0, 0, Set.of(), false, Instant.EPOCH));
        }
        return executions;
    }

    private static final class FakeLedger implements ExecutionLedger {

        final Queue<Execution> due = new ConcurrentLinkedQueue<>();
        final Queue<Long> extended = new ConcurrentLinkedQueue<>();
        final AtomicInteger claims = new AtomicInteger();
        final AtomicInteger claimed = new AtomicInteger();
        final AtomicInteger mostAsked = new AtomicInteger();
        volatile int broken;
        volatile boolean lost;

        @Override
        public List<Execution> claim(int most, Map<String, Integer> rooms, Duration lease) {
            claims.incrementAndGet();
            if (broken > 0) {
                broken--;
                throw new IllegalStateException("the database is away");
            }
            mostAsked.accumulateAndGet(most, Math::max);
            List<Execution> batch = new ArrayList<>();
            while (batch.size() < most && !due.isEmpty()) {
                batch.add(due.remove());
            }
            claimed.addAndGet(batch.size());
            return batch;
        }

        @Override
        public Set<Long> extend(Collection<Execution> running, Duration lease) {
            running.forEach(execution -> extended.add(execution.paymentId()));
            return lost ? Set.of() : Set.copyOf(extended);
        }

        @Override
        public Attempt intend(Intent intent) {
            throw new AssertionError();
        }

        @Override
        public void settle(Settlement settlement) {
            throw new AssertionError();
        }

        @Override
        public void intendAgain(Execution execution, Attempt attempt) {
            throw new AssertionError();
        }

        @Override
        public Optional<Instant> nextDue(Set<String> accounts) {
            return Optional.empty();
        }

        @Override
        public Set<String> accountsAtWork() {
            return Set.of();
        }
    }
}
