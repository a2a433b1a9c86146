package io.kvitt.model;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one clock of Kvitt and of the providers; it stands still until it is moved. What is late happens on the way. */
final class Time extends Clock {

    private record Late(Instant at, long number, @Nullable String owner, Runnable work) {}

    private final PriorityQueue<Late> late =
            new PriorityQueue<>(Comparator.comparing(Late::at).thenComparingLong(Late::number));
    private final Supplier<@Nullable String> owner;
    private final Consumer<@Nullable String> happened;
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private long number;

    /**
     * @param owner who makes what is being asked for now
     * @param happened told the owner of each late thing once it has happened
     */
    Time(Supplier<@Nullable String> owner, Consumer<@Nullable String> happened) {
        this.owner = owner;
        this.happened = happened;
    }

    /** As the sandbox's timer; called on its threads. */
    synchronized void after(long millis, Runnable work) {
        late.add(new Late(now.plusMillis(millis), number++, owner.get(), work));
    }

    synchronized Optional<Instant> nextLate() {
        return Optional.ofNullable(late.peek()).map(Late::at);
    }

    void tick() {
        moveTo(now.plusMillis(1));
    }

    void moveTo(Instant then) {
        for (Late next = next(then); next != null; next = next(then)) {
            now = next.at().isAfter(now) ? next.at() : now;
            next.work().run();
            happened.accept(next.owner());
        }
        now = then.isAfter(now) ? then : now;
    }

    private synchronized Late next(Instant then) {
        return late.isEmpty() || late.peek().at().isAfter(then) ? null : late.poll();
    }

    synchronized void forgetLate() {
        late.clear();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
