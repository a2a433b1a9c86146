package io.kvitt.sandbox.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Who made an effect happen.
 *
 * @param key the idempotency key or correlation id that the caller sent
 */
public record Cause(Actor actor, @Nullable String key) {

    /** Who was at the controls. */
    public enum Actor {
        API,
        PORTAL,
        PROVIDER
    }

    public static final Cause PORTAL = new Cause(Actor.PORTAL, null);
    public static final Cause PROVIDER = new Cause(Actor.PROVIDER, null);

    public static Cause api(@Nullable String key) {
        return new Cause(Actor.API, key);
    }
}
