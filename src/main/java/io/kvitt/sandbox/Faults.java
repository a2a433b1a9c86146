package io.kvitt.sandbox;

import io.kvitt.sandbox.simulation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The armed faults, oldest first; the first that strikes decides. */
final class Faults {

    private final List<ArmedFault> armed = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();

    ArmedFault.Report arm(FaultRule rule) {
        ArmedFault fault = new ArmedFault(lastId.incrementAndGet(), rule);
        armed.add(fault);
        return fault.report();
    }

    @Nullable
    FaultRule strike(String provider, Target target) {
        if (armed.isEmpty()) {
            return null;
        }
        for (ArmedFault fault : armed) {
            if (fault.strikes(provider, target)) {
                return fault.rule();
            }
        }
        return null;
    }

    List<ArmedFault.Report> reports() {
        return armed.stream().map(ArmedFault::report).toList();
    }

    void disarm(int id) {
        if (!armed.removeIf(fault -> fault.id() == id)) {
            throw new IllegalArgumentException("No fault " + id);
        }
    }

    void disarmAll() {
        armed.clear();
    }
}
