package io.kvitt.payment;

import java.util.List;
import java.util.Set;

/**
 * What a provider said about one payment at one moment. Amounts are minor units of {@link #currency()}.
 *
 * <p>Each provider implements this with its own order, so that the write which follows can be built from the very
 * reading that was decided on.
 */
public interface PaymentReading {

    PaymentStatus status();

    /** ISO 4217. */
    String currency();

    /** What the order is worth now: what was authorized, less what was annulled or lowered. */
    long total();

    /** What has been taken so far, over all captures or deliveries. */
    long activated();

    /** What has been paid back so far. */
    long credited();

    /** What is reserved and not yet taken; what an activation would take. */
    long remaining();

    /** The changes that the provider offers right now. Provider facts win over Kvitt's table. */
    Set<Effect> allowed();

    /** Whether the order already stands at this amount with these lines; an empty list means "any lines". */
    boolean matches(long amount, List<OrderLine> lines);

    /** The facts that a later reading is compared with, as JSON; stored with every intent. */
    String basis();
}
