package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Switches;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests per second, told on every answer. There is no {@code Retry-After}; the wait is in
 * {@code X-Ratelimit-Reset}.
 */
final class RateLimit {

    private static final long QUOTA_SHOWN = 200;

    private final Switches switches;
    /** The second in the upper part, the count of its requests in the lower. */
    private final AtomicLong window = new AtomicLong();

    RateLimit(Switches switches) {
        this.switches = switches;
    }

    /** How many more requests this second allows; negative when this one was too many. */
    long take() {
        long second = System.currentTimeMillis() / 1000;
        long now = window.updateAndGet(before -> before >>> 24 == second ? before + 1 : second << 24 | 1);
        long used = now & 0xFF_FFFF;
        long limit = switches.value(KlarnaSwitch.RATE_LIMIT);
        return limit == 0 ? Math.max(0, QUOTA_SHOWN - used) : limit - used;
    }

    Answer told(Answer answer, long remaining) {
        long limit = switches.value(KlarnaSwitch.RATE_LIMIT);
        String quota = Long.toString(limit == 0 ? QUOTA_SHOWN : limit);
        return answer.with("X-Ratelimit-Limit", quota + ", " + quota + ";w=1")
                .with("X-Ratelimit-Remaining", Long.toString(Math.max(0, remaining)))
                .with("X-Ratelimit-Reset", "1");
    }
}
