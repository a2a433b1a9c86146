package io.kvitt.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured accounts, by name. */
public final class Accounts {

    private final Map<String, Account> byName;

    public Accounts(Map<String, Account> byName) {
        this.byName = Map.copyOf(byName);
    }

    public Optional<Account> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * All accounts at one provider, in no particular order.
     *
     * @param provider a {@link ProviderKind#wireName()}
     */
    public List<Account> at(String provider) {
        return byName.values().stream()
                .filter(account -> account.provider().wireName().equals(provider))
                .toList();
    }

    public List<Account> all() {
        return List.copyOf(byName.values());
    }
}
