package io.kvitt.metrics;

import io.kvitt.command.PaymentCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which command this thread works on, in every line that it logs meanwhile: {@code commandId}, {@code orderNumber},
 * {@code account}, {@code provider}, {@code action}. Closing it takes all of them away.
 */
public final class LogContext implements AutoCloseable {

    private static final LogContext INSTANCE = new LogContext();

    private LogContext() {}

    /** @param provider its wire name; null when it is not known */
    public static LogContext of(PaymentCommand command, @Nullable String provider) {
        MDC.put("commandId", command.commandId());
        put("orderNumber", command.orderNumber());
        put("account", command.account());
        put("provider", provider);
        MDC.put("action", command.action().wireName());
        return INSTANCE;
    }

    private static void put(String key, @Nullable String value) {
        if (value != null) {
            MDC.put(key, value);
        }
    }

    /** Takes it away from this thread. */
    @Override
    public void close() {
        end();
    }

    public static void end() {
        MDC.remove("commandId");
        MDC.remove("orderNumber");
        MDC.remove("account");
        MDC.remove("provider");
        MDC.remove("action");
    }
}
