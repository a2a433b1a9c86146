package io.kvitt.orderstatus;

import io.kvitt.payment.Code;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.ProviderRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a status would do to one order now.
 *
 * @param code {@code STATUS_COMMANDED} when a call would be made, else why not
 * @param field the field that the change would have to give; null when nothing is missing
 * @param effect what the call would bring about; a {@code RELEASE} is followed by the credit of what was taken
 * @param request the call
 */
public record DryRun(
        StatusChange change,
        Code code,
        @Nullable String field,
        @Nullable ActionGroup group,
        @Nullable String account,
        @Nullable PaymentStatus paymentStatus,
        @Nullable Effect effect,
        @Nullable ProviderRequest request) {

    static DryRun none(StatusChange change, Code code, @Nullable ActionGroup group, @Nullable String account) {
        return new DryRun(change, code, null, group, account, null, null, null);
    }
}
