package io.kvitt.sandbox.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to a simulated provider.
 *
 * @param segments the path below the provider's own base, split at the slashes, without empty parts
 * @param body the exact bytes that were sent; Svea's signature covers them
 * @param origin scheme, host and base path, for absolute {@code Location} headers
 * @param taskFault what shall go wrong with the task that this call starts
 */
public record Call(
        String method,
        List<String> segments,
        Headers headers,
        byte[] body,
        String origin,
        @Nullable TaskFault taskFault) {

    /** Looks a header up, regardless of case. */
    @FunctionalInterface
    public interface Headers {
        @Nullable
        String get(String name);
    }

    public Call with(TaskFault fault) {
        return new Call(method, segments, headers, body, origin, fault);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
