package io.kvitt.sandbox.simulation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The present position of every {@link Switch}. */
public final class Switches {

    private final Map<Switch, AtomicLong> positions = new LinkedHashMap<>();
    private final Map<String, Switch> byKey = new LinkedHashMap<>();

    public Switches(Collection<? extends Switch> all) {
        for (Switch which : all) {
            positions.put(which, new AtomicLong());
            if (byKey.put(which.key(), which) != null) {
                throw new IllegalArgumentException("Two switches are called " + which.key());
            }
        }
        reset();
    }

    public boolean on(Switch which) {
        return value(which) != 0;
    }

    public long value(Switch which) {
        return position(which).get();
    }

    public void set(Switch which, boolean on) {
        set(which, on ? 1 : 0);
    }

    public void set(Switch which, long value) {
        position(which).set(value);
    }

    private AtomicLong position(Switch which) {
        AtomicLong position = positions.get(which);
        if (position == null) {
            throw new IllegalArgumentException("No simulated provider has the switch " + which.key());
        }
        return position;
    }

    /**
     * Sets switches by key, all or none.
     *
     * @throws IllegalArgumentException for an unknown key or a value of the wrong type
     */
    public void setAll(Map<String, Object> values) {
        Map<Switch, Long> parsed = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Switch which = byKey.get(key);
            if (which == null) {
                throw new IllegalArgumentException("Unknown switch " + key);
            }
            parsed.put(which, parse(which, value));
        });
        parsed.forEach((which, value) -> set(which, value.longValue()));
    }

    private static long parse(Switch which, Object value) {
        if (which.isYesOrNo() && value instanceof Boolean on) {
            return on ? 1 : 0;
        }
        if (!which.isYesOrNo() && value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(
                which.key() + " has to be " + (which.isYesOrNo() ? "true or false" : "a whole number"));
    }

    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        byKey.forEach((key, which) -> all.put(key, which.isYesOrNo() ? (Object) on(which) : (Object) value(which)));
        return all;
    }

    public void reset() {
        positions.forEach((which, position) -> position.set(standard(which)));
    }

    private static long standard(Switch which) {
        return which.standard() instanceof Boolean on ? (on ? 1 : 0) : ((Number) which.standard()).longValue();
    }
}
