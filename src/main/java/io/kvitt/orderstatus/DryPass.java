package io.kvitt.orderstatus;

import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.ProviderRequest;
import org.jspecify.annotations.Nullable;

/** A pass up to its request, by the same routes, decision table and request builders as execution, that ends there. */
public interface DryPass {

    /**
     * @param code why nothing would be sent; null when {@code request} would be
     * @param reading null when the payment could not be read
     */
    record Seen(
            @Nullable Code code,
            @Nullable PaymentReading reading,
            @Nullable Effect effect,
            @Nullable ProviderRequest request) {}

    /**
     * What the command would do to the payment now. Nothing is claimed, intended, written or settled.
     *
     * @param assignment with an account
     * @param updateNotDone whether an earlier update that is not done stands in the way
     */
    Seen look(Assignment assignment, boolean updateNotDone);
}
