package io.kvitt.execution;

import io.kvitt.payment.Effect;
import org.jspecify.annotations.Nullable;

/** Either the one write that comes next, or how the pass ends without one. */
public sealed interface Verdict {

    /** @param absent the earlier attempt that this reading proves never to have taken effect */
    record Write(Effect effect, @Nullable Long absent) implements Verdict {}

    record Settle(Settlement settlement) implements Verdict {}
}
