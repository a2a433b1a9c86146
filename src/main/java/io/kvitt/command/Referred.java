package io.kvitt.command;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an order number leads: nowhere yet, or to one payment in each of the accounts that have it. */
public record Referred(List<OrderReference> all) {

    public static final Referred NOWHERE = new Referred(List.of());

    public Referred {
        all = all.stream().sorted(Comparator.comparing(OrderReference::account)).toList();
    }

    /**
     * The reference that is meant: of the account that is named, else the only one that there is in scope. Where there is
     * none such, one that is meant by nobody tells that the number is known elsewhere.
     *
     * @param account null when none is named, as the payment
     * @return null when it leads nowhere, or to several
     */
    public @Nullable OrderReference meant(
            @Nullable String account, @Nullable String providerOrderId, AccountScope scope) {
        List<OrderReference> named = all.stream()
                .filter(reference -> account == null || reference.account().equals(account))
                .toList();
        List<OrderReference> fitting = fitting(account, providerOrderId, scope);
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.size() > 1 || all.isEmpty()) {
            return null;
        }
        return (named.isEmpty() ? all : named).get(0);
    }

    /** The accounts in scope among which it does not tell; none when it does. */
    public List<String> ambiguous(@Nullable String account, @Nullable String providerOrderId, AccountScope scope) {
        List<OrderReference> fitting = fitting(account, providerOrderId, scope);
        return fitting.size() > 1
                ? fitting.stream().map(OrderReference::account).toList()
                : List.of();
    }

    /** A provider's id that none of them has is for whoever looks at the one that is meant to find out. */
    private List<OrderReference> fitting(
            @Nullable String account, @Nullable String providerOrderId, AccountScope scope) {
        List<OrderReference> mine = all.stream()
                .filter(reference -> scope.allows(reference.account())
                        && (account == null || reference.account().equals(account)))
                .toList();
        List<OrderReference> same = mine.stream()
                .filter(reference -> reference.providerOrderId().equals(providerOrderId))
                .toList();
        return same.isEmpty() ? mine : same;
    }
}
