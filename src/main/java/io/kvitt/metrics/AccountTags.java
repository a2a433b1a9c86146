package io.kvitt.metrics;

import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands for an account in a meter: only what is configured, so that the number of series is bounded. */
@Component
public final class AccountTags {

    private static final String ALL = "all";
    private static final String NONE = "none";

    private final Accounts accounts;
    private final boolean together;

    /** With more accounts than the settings say, all share one tag: a thousand shops would be a hundred thousand series */
    AccountTags(Accounts accounts, MetricsSettings settings) {
        this.accounts = accounts;
        this.together = accounts.all().size() > settings.mostAccounts();
    }

    /** The account's name; {@code none} when it is not known (yet), or is no longer configured. */
    String account(@Nullable String name) {
        if (name == null || accounts.named(name).isEmpty()) {
            return NONE;
        }
        return together ? ALL : name;
    }

    /** The account's provider; {@code none} as above. */
    String provider(@Nullable String account) {
        return account == null
                ? NONE
                : accounts.named(account)
                        .map(Account::provider)
                        .map(provider -> provider.wireName())
                        .orElse(NONE);
    }

    /** Every value that {@link #account} gives for a configured account. */
    List<String> all() {
        return together
                ? List.of(ALL)
                : accounts.all().stream().map(Account::name).sorted().toList();
    }
}
