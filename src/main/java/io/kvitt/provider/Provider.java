package io.kvitt.provider;

import io.kvitt.payment.PaymentReading;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Kvitt must know of a provider's API, whichever it is. */
public interface Provider {

    /** The kinds of accounts that speak this API; the same as its {@link AccountSettings#kinds()}. */
    Set<ProviderKind> kinds();

    /** The path of an order, from the account's base URL; reading it is a GET. */
    String orderPath(String providerOrderId);

    /** The headers of one call, credentials included, for exactly these bytes; only {@link #headerNames()} leave. */
    Map<String, Object> headers(Account account, byte[] body, @Nullable String idempotencyKey);

    /** The names of all headers that a call may have. Others of the message stay here. */
    Set<String> headerNames();

    /**
     * The payment, from the answer to the read request.
     *
     * @throws ReadFailed when the answer holds no payment, or another one than was asked for
     */
    PaymentReading reading(Assignment assignment, ProviderAnswer answer);

    /** What builds the writes, from this provider's own readings; its route file says which effects it makes. */
    Requests<? extends PaymentReading> requests();

    /** What the answer to a write means. */
    Outcome outcome(ProviderAnswer answer);

    /**
     * What the answer to the question after a task means, at a provider that works on some writes by itself.
     *
     * @param task as the write's outcome named it ({@link Outcome.Working})
     * @return unknown, which leaves it to a reading, from a provider that knows no tasks
     */
    default Outcome taskOutcome(String task, ProviderAnswer answer) {
        return new Outcome.Unknown("this provider has no tasks", null);
    }

    /** Whether a reading shows that an earlier write, whose answer was lost, took effect. */
    boolean shows(Attempt attempt, PaymentReading now);

    /**
     * How long after its intent a write may still take effect unseen; only after that does its absence from a reading
     * prove that it never will.
     */
    Duration settlingTime();

    /** How long the provider promises to execute one idempotency key at most once; zero when it knows no keys. */
    Duration keyLife();
}
