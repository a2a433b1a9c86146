package io.kvitt.orderstatus;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is set at one level: for everything, for one account, or for one payment type of one account.
 *
 * @param ignore order statuses that are known and lead to nothing
 * @param paymentTypes narrower scopes, by the merchant's name of the payment type; only in an account's scope
 */
public record Scope(
        @Nullable GroupSettings activate,
        @Nullable GroupSettings update,
        @Nullable GroupSettings reverse,
        @Nullable List<String> ignore,
        @Nullable Map<String, Scope> paymentTypes) {

    static final Scope EMPTY = new Scope(null, null, null, null, null);

    public Scope {
        ignore = ignore == null ? null : List.copyOf(ignore);
    }

    @Nullable
    GroupSettings group(ActionGroup group) {
        return switch (group) {
            case ACTIVATE -> activate;
            case UPDATE -> update;
            case REVERSE -> reverse;
        };
    }

    /** The narrower scope for a payment type; null when there is none. */
    @Nullable
    Scope paymentType(@Nullable String name) {
        if (name == null || paymentTypes == null) {
            return null;
        }
        String key = StatusName.key(name);
        return paymentTypes.entrySet().stream()
                .filter(entry -> StatusName.key(entry.getKey()).equals(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
