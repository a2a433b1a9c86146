package io.kvitt.sandbox.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The time in the sandbox: the real one, plus what it has been advanced by. */
public final class SandboxClock {

    private final AtomicLong ahead = new AtomicLong();

    public long millis() {
        return System.currentTimeMillis() + ahead.get();
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
