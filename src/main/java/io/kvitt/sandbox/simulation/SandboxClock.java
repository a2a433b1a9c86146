package io.kvitt.sandbox.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The time in the sandbox: the real one, or a test's, plus what it has been advanced by. */
public final class SandboxClock {

    private final Clock base;
    private final AtomicLong ahead = new AtomicLong();

    public SandboxClock() {
        this(Clock.systemUTC());
    }

    public SandboxClock(Clock base) {
        this.base = base;
    }

    public long millis() {
        return base.millis() + ahead.get();
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    public void advance(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    public void reset() {
        ahead.set(0);
    }
}
