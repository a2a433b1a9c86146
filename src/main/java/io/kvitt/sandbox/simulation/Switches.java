package io.kvitt.sandbox.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** The present position of every {@link Switch}. */
public final class Switches {

    private final AtomicLongArray positions = new AtomicLongArray(Switch.values().length);

    public Switches() {
        reset();
    }

    public boolean on(Switch which) {
        return positions.get(which.ordinal()) != 0;
    }

    public long value(Switch which) {
        return positions.get(which.ordinal());
    }

    public void set(Switch which, boolean on) {
        positions.set(which.ordinal(), on ? 1 : 0);
    }

    public void set(Switch which, long value) {
        positions.set(which.ordinal(), value);
    }

    /**
     * Sets switches by key, all or none.
     *
     * @throws IllegalArgumentException for an unknown key or a value of the wrong type
     */
    public void setAll(Map<String, Object> values) {
        Map<Switch, Long> parsed = new LinkedHashMap<>();
        values.forEach((key, value) -> parsed.put(
                Switch.keyed(key).orElseThrow(() -> new IllegalArgumentException("Unknown switch " + key)),
                parse(key, value)));
        parsed.forEach((which, value) -> set(which, value.longValue()));
    }

    private static long parse(String key, Object value) {
        boolean yesOrNo = Switch.keyed(key).map(Switch::isYesOrNo).orElse(false);
        if (yesOrNo && value instanceof Boolean on) {
            return on ? 1 : 0;
        }
        if (!yesOrNo && value instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IllegalArgumentException(key + " has to be " + (yesOrNo ? "true or false" : "a whole number"));
    }

    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Switch which : Switch.values()) {
            all.put(which.key(), which.isYesOrNo() ? (Object) on(which) : (Object) value(which));
        }
        return all;
    }

    public void reset() {
        for (Switch which : Switch.values()) {
            set(which, which.standard());
        }
    }
}
