package io.kvitt.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due payments in batches whenever workers are free, and keeps the leases of those that are at work.
 *
 * <p>A wake-up only shortens the wait: what is due is always read from the ledger.
 */
public final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    /** While others are at work, so long is gathered before the next claim: one for many costs little more than one for one. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    /** So many free workers do not wait for more. */
    private static final int WORTH_A_CLAIM = 16;

    private final ExecutionLedger ledger;
    private final Workers workers;
    private final Quotas quotas;
    private final Semaphore free;
    private final int capacity;
    private final Duration lease;
    private final Clock clock;
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean work = true;
    /** Whether something due may have been left for want of a free worker. */
    private volatile boolean leftSome;

    private volatile boolean stopped;

    /** @param goodUntil the latest {@link System#nanoTime()} at which the lease surely stands; a pause cannot move it */
    private record Running(Execution execution, long goodUntil) {

        boolean isOf(Execution other) {
            return execution.fence() == other.fence();
        }
    }

    /**
     * @param capacity how many may be claimed and not yet done
     * @param lease how long a claim is good for without being extended
     */
    Dispatcher(ExecutionLedger ledger, Workers workers, Quotas quotas, int capacity, Duration lease, Clock clock) {
        this.ledger = ledger;
        this.workers = workers;
        this.quotas = quotas;
        this.free = new Semaphore(capacity);
        this.capacity = capacity;
        this.lease = lease;
        this.clock = clock;
    }

    /** Begins to claim. */
    public void start() {
        thread("dispatcher", this::dispatch);
        thread("heartbeat", this::heartbeat);
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something may be due. */
    public void wake() {
        lock.lock();
        try {
            work = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A worker is done with this execution, however it went. */
    void done(Execution execution) {
        running.computeIfPresent(execution.paymentId(), (id, current) -> current.isOf(execution) ? null : current);
        free.release();
        if (leftSome && free.availablePermits() >= Math.max(1, Math.min(capacity / 4, WORTH_A_CLAIM))) {
            wake();
        }
    }

    /** Whether this execution's lease surely stands: an instance that was paused must not write late. */
    public boolean holds(Execution execution) {
        Running current = running.get(execution.paymentId());
        return current != null && current.isOf(execution) && System.nanoTime() - current.goodUntil() < 0;
    }

    private void dispatch() {
        while (!stopped) {
            try {
                try {
                    sleepUntilWoken();
                    if (!running.isEmpty()) {
                        TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
                    }
                    while (!stopped && claim()) {
                        // more is due than one batch holds
                    }
                } catch (RuntimeException e) {
                    LOG.warn("nothing could be claimed: {}", e.toString());
                    TimeUnit.MILLISECONDS.sleep(LONGEST_SLEEP.toMillis());
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether there may be more. */
    boolean claim() {
        int room = free.drainPermits();
        if (room == 0) {
            return false;
        }
        List<Execution> claimed = List.of();
        long goodUntil = System.nanoTime() + lease.toNanos();
        Map<String, Integer> rooms = Map.of();
        try {
            rooms = rooms();
            claimed = rooms.isEmpty() ? claimed : ledger.claim(room, rooms, lease);
        } finally {
            free.release(room - claimed.size());
        }
        leftSome = claimed.size() == room || someAccountIsFull(rooms, claimed);
        claimed.forEach(execution -> running.put(execution.paymentId(), new Running(execution, goodUntil)));
        long lost = claimed.stream().filter(execution -> !handedOver(execution)).count();
        if (lost > 0) {
            throw new IllegalStateException("no worker for " + lost + " payments; they are claimed again");
        }
        return claimed.size() == room;
    }

    /** Even a machine that gives no more threads must not end this one, nor take the worker of what it has claimed. */
    private boolean handedOver(Execution execution) {
        try {
            workers.begin(execution, () -> done(execution));
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("command {} was not begun: {}", execution.commandRow(), e.toString());
            done(execution);
            return false;
        }
    }

    private boolean someAccountIsFull(Map<String, Integer> rooms, List<Execution> claimed) {
        Map<String, Integer> left = new HashMap<>(rooms);
        claimed.forEach(execution -> left.merge(Quotas.account(execution), -1, Integer::sum));
        return left.containsValue(0)
                || running.values().stream().anyMatch(busy -> !rooms.containsKey(Quotas.account(busy.execution())));
    }

    private Map<String, Integer> rooms() {
        return quotas.rooms(running.values().stream().map(Running::execution).toList());
    }

    private void sleepUntilWoken() throws InterruptedException {
        if (!takeWork()) {
            // Work that is due while no worker is free must not turn this wait into a spin.
            long millis = Math.max(
                    20, ledger.nextDue(rooms().keySet()).map(this::millisUntil).orElse(LONGEST_SLEEP.toMillis()));
            lock.lock();
            try {
                if (!work) {
                    woken.await(millis, TimeUnit.MILLISECONDS);
                }
                work = false;
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean takeWork() {
        lock.lock();
        try {
            boolean taken = work;
            work = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private long millisUntil(Instant due) {
        return Math.min(
                LONGEST_SLEEP.toMillis(), Duration.between(clock.instant(), due).toMillis());
    }

    private void heartbeat() {
        while (!stopped || !running.isEmpty()) {
            try {
                TimeUnit.MILLISECONDS.sleep(Math.max(10, lease.toMillis() / 3));
                if (!running.isEmpty()) {
                    extend();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the leases could not be extended: {}", e.toString());
            }
        }
    }

    private void extend() {
        long goodUntil = System.nanoTime() + lease.toNanos();
        // Most passes are over before their lease is half spent, and need none of this.
        List<Execution> atWork = running.values().stream()
                .filter(current -> current.goodUntil() - System.nanoTime() < lease.toNanos() * 7 / 10)
                .map(Running::execution)
                .toList();
        if (atWork.isEmpty()) {
            return;
        }
        for (long payment : ledger.extend(atWork, lease)) {
            running.computeIfPresent(payment, (id, current) -> new Running(current.execution(), goodUntil));
        }
    }

    /** Claims nothing more; the leases of what still runs are kept until it is done. */
    @Override
    public void close() {
        stopped = true;
        wake();
    }
}
