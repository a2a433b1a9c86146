package io.kvitt.execution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stops the work on one account while its provider is out. After a pause one payment at a time is tried; the first
 * answer lets all others follow, and every further failure doubles the pause.
 *
 * <p>Payments that wait here use up none of their tries.
 */
final class Breaker {

    private final BreakerSettings settings;
    private int failures;
    private Duration pause;
    private @Nullable Instant openUntil;
    private Instant heldUntil = Instant.MIN;

    Breaker(BreakerSettings settings) {
        this.settings = settings;
        this.pause = settings.pause();
    }

    /** How many payments of the account may be at work at once, of {@code most}. */
    synchronized int limit(int most, Instant now) {
        if (now.isBefore(heldUntil)) {
            return 0;
        }
        if (openUntil == null) {
            return most;
        }
        return now.isBefore(openUntil) ? 0 : Math.min(1, most);
    }

    /** The provider said something, if only no. */
    synchronized boolean answered() {
        boolean closes = openUntil != null;
        failures = 0;
        openUntil = null;
        pause = settings.pause();
        return closes;
    }

    /** @return whether this failure opens it, for the first time or after another try */
    synchronized boolean failed(Instant now) {
        if (openUntil == null) {
            failures++;
            if (failures < settings.failures()) {
                return false;
            }
        } else if (now.isBefore(openUntil)) {
            // Was at work already when others found the provider out.
            return false;
        }
        openUntil = now.plus(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(settings.longestPause()) < 0 ? doubled : settings.longestPause();
        return true;
    }

    /** The provider asked for a pause; that is no failure. */
    synchronized void hold(Instant until) {
        if (until.isAfter(heldUntil)) {
            heldUntil = until;
        }
    }

    synchronized boolean isOpen() {
        return openUntil != null;
    }
}
