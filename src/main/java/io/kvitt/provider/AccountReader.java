package io.kvitt.provider;

import io.kvitt.provider.AccountSettings.Credentials;
import io.kvitt.provider.AccountsConfiguration.Amount;
import io.kvitt.provider.AccountsConfiguration.CommonSettings;
import io.kvitt.settings.WrongSetting;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts accounts together from what all have in common and what each provider's settings add. */
final class AccountReader {

    private static final int HIGHEST_RATE = 10_000;

    private final Collection<? extends SetByAccount> records;
    private final Map<String, ProviderKind> kinds = new TreeMap<>();
    private final Map<ProviderKind, AccountSettings> settings = new HashMap<>();

    /** @param records those of the providers, and whoever else has something for single accounts */
    AccountReader(Collection<? extends SetByAccount> records) {
        this.records = records;
        for (SetByAccount one : records) {
            if (one instanceof AccountSettings provider) {
                provider.kinds().forEach(kind -> add(kind, provider));
            }
        }
    }

    private void add(ProviderKind kind, AccountSettings provider) {
        if (kinds.put(kind.wireName(), kind) != null) {
            throw new IllegalStateException("two providers are called " + kind.wireName());
        }
        settings.put(kind, provider);
    }

    /** @throws WrongSetting at the first account that is not whole */
    Accounts read(Map<String, CommonSettings> common) {
        Set<String> names = new TreeSet<>(common.keySet());
        records.forEach(one -> names.addAll(one.accounts().keySet()));
        Map<String, Account> accounts = new TreeMap<>();
        for (String name : names) {
            accounts.put(name, account(name, common.getOrDefault(name, CommonSettings.NONE)));
        }
        return new Accounts(accounts);
    }

    private Account account(String name, CommonSettings common) {
        ProviderKind kind = kind(name, common.provider());
        URI baseUrl = safe(name, common.baseUrl());
        AccountSettings own = settings.get(kind);
        Integer limit = common.rateLimit();
        if (limit != null && (limit < 1 || limit > HIGHEST_RATE)) {
            throw AccountSettings.wrong(name, "rate-limit", "1 to " + HIGHEST_RATE + " calls a second");
        }
        Credentials credentials = own.credentials(kind, name);
        return new Account(
                name,
                kind,
                baseUrl,
                credentials.user(),
                credentials.secret(),
                common.amount() == Amount.REQUIRED,
                limit == null ? own.rateLimit(baseUrl.getHost()) : limit);
    }

    private ProviderKind kind(String name, @Nullable String provider) {
        ProviderKind kind = provider == null ? null : kinds.get(provider.strip().toLowerCase(Locale.ROOT));
        if (kind == null) {
            throw new WrongSetting(
                    "kvitt.accounts." + name + ".provider", provider, "one of " + String.join(", ", kinds.keySet()));
        }
        return kind;
    }

    private static URI safe(String name, @Nullable URI baseUrl) {
        if (baseUrl == null || baseUrl.getHost() == null) {
            throw AccountSettings.wrong(name, "base-url", "give an absolute URL");
        }
        if (!"https".equals(baseUrl.getScheme())
                && !("http".equals(baseUrl.getScheme()) && isLoopback(baseUrl.getHost()))) {
            throw AccountSettings.wrong(name, "base-url", "use https (plain http is for loopback only)");
        }
        return baseUrl;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
