package io.kvitt.provider;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All providers that there are: each is a bean of its folder, and says itself which kinds of accounts it serves. */
@Component
public final class Providers {

    private final List<Provider> all;
    private final Map<ProviderKind, Provider> byKind = new HashMap<>();

    /** @throws IllegalStateException when a kind has two providers, or an account none */
    public Providers(List<Provider> all, Accounts accounts) {
        this.all = List.copyOf(all);
        for (Provider provider : all) {
            for (ProviderKind kind : provider.kinds()) {
                if (byKind.put(kind, provider) != null) {
                    throw new IllegalStateException("two providers serve " + kind.wireName());
                }
            }
        }
        accounts.all().forEach(account -> at(account.provider()));
    }

    public Provider at(ProviderKind kind) {
        Provider provider = byKind.get(kind);
        if (provider == null) {
            throw new IllegalStateException("no provider serves " + kind.wireName());
        }
        return provider;
    }

    /** The names of all headers that may leave for a provider, as they write them. */
    public Set<String> headerNames() {
        Set<String> names = new HashSet<>();
        all.forEach(provider -> names.addAll(provider.headerNames()));
        return names;
    }

    /** How long a write may still take effect unseen at whichever provider. */
    public Duration longestSettlingTime() {
        return all.stream()
                .map(Provider::settlingTime)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
