package io.kvitt.provider;

import io.kvitt.payment.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider's answer to a write, or to the question after a task, means. */
public sealed interface Outcome {

    /** The provider's id of this exchange, for its support desk; null when it gave none. */
    @Nullable
    String correlationId();

    /**
     * It has happened.
     *
     * @param reference the provider's id of what was made, such as {@code capture:9a7b…} or {@code delivery:5588}
     */
    record Done(@Nullable String reference, @Nullable String correlationId) implements Outcome {}

    /** The provider works on it; ask at {@code task}. */
    record Working(
            String task,
            @Nullable String reference,
            @Nullable String correlationId) implements Outcome {}

    /** The provider has ended its work on it and does not say as what: the next reading tells, and it is not sent again. */
    record Ended(@Nullable String correlationId) implements Outcome {}

    /**
     * The provider said no, and nothing happened.
     *
     * @param providerCode the provider's own machine-readable code, never its text
     */
    record Refused(
            Code code,
            @Nullable String providerCode,
            @Nullable String correlationId) implements Outcome {}

    /** Nothing happened, and it may be tried again, at the earliest after {@code retryAfter}. */
    record Busy(@Nullable Duration retryAfter, @Nullable String correlationId) implements Outcome {}

    /** It may or may not have happened; only a reading can tell. */
    record Unknown(String why, @Nullable String correlationId) implements Outcome {}
}
