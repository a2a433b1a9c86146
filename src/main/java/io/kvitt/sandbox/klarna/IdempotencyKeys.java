package io.kvitt.sandbox.klarna;

import static io.kvitt.sandbox.klarna.KlarnaSwitch.*;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Exchange;
import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.Switches;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first answer to a key for 24 hours and gives it again. Only the key counts: the specification says on
 * every write that the input of a repeated request is disregarded. What happens to refusals and to requests under way
 * is not documented, hence the switches.
 */
final class IdempotencyKeys {

    private final Map<Scope, First> seen = new ConcurrentHashMap<>();
    private final SandboxClock clock;
    private final Switches switches;

    IdempotencyKeys(SandboxClock clock, Switches switches) {
        this.clock = clock;
        this.switches = switches;
    }

    /**
     * @param where order and operation
     * @param bodyHash to tell another body under the same key
     */
    Exchange open(String where, String key, int bodyHash, Supplier<Answer> work) {
        Scope scope = new Scope(switches.on(KEY_PER_OPERATION) ? where : "", key);
        First mine = new First(bodyHash, clock.millis() + lifetime());
        First first = seen.compute(
                scope, (any, earlier) -> earlier == null || earlier.until <= clock.millis() ? mine : earlier);
        if (first != mine && first.underWay && switches.on(KEY_IN_FLIGHT_CONFLICT)) {
            return IdempotencyKeys::conflict;
        }
        return new Exchange() {
            @Override
            public Answer perform() {
                return first == mine || switches.on(KEY_IGNORES_BODY) || first.bodyHash == bodyHash
                        ? first.answer(() -> work.get(), () -> seen.remove(scope, first), switches)
                        : conflict();
            }

            @Override
            public void ended() {
                if (first == mine) {
                    first.underWay = false;
                }
            }
        };
    }

    void clear() {
        seen.clear();
    }

    private long lifetime() {
        return Duration.ofHours(switches.value(KEY_HOURS)).toMillis();
    }

    private static Answer conflict() {
        return KlarnaRefusal.error(409, "CONFLICT", "");
    }

    private record Scope(String where, String key) {}

    private static final class First {

        private final int bodyHash;
        private final long until;
        private volatile boolean underWay = true;
        private @Nullable Answer answer;

        First(int bodyHash, long until) {
            this.bodyHash = bodyHash;
            this.until = until;
        }

        synchronized Answer answer(Supplier<Answer> work, Runnable forget, Switches switches) {
            if (answer != null) {
                return answer;
            }
            Answer made = work.get();
            if (isKept(made.status(), switches)) {
                answer = made;
            } else {
                forget.run();
            }
            return made;
        }

        private static boolean isKept(int status, Switches switches) {
            return status < 300 || (status == 403 || status == 404 || status == 422) && switches.on(KEY_KEEPS_REFUSALS);
        }
    }
}
