package io.kvitt.provider.klarna;

import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.ProviderKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What accounts at Klarna and Kustom are set with. */
@ConfigurationProperties("kvitt")
public record KlarnaAccounts(@DefaultValue Map<String, Login> accounts) implements AccountSettings {

    public static final ProviderKind KLARNA = new ProviderKind("klarna", true);

    /** The former Klarna Checkout: Klarna's paths on a host of its own. */
    public static final ProviderKind KUSTOM = new ProviderKind("kustom", true);

    static final Set<ProviderKind> KINDS = Set.of(KLARNA, KUSTOM);

    private static final Login NONE = new Login(null, null);

    /**
     * @param username the API user's
     * @param password the API user's
     */
    record Login(@Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return String.valueOf(username);
        }
    }

    @Override
    public Set<ProviderKind> kinds() {
        return KINDS;
    }

    @Override
    public Credentials credentials(String account) {
        Login login = accounts.getOrDefault(account, NONE);
        return new Credentials(
                AccountSettings.required(account, "username", login.username()),
                AccountSettings.required(account, "password", login.password()));
    }

    /** Order management allows 200 calls a second, 50 in its playground. */
    @Override
    public @Nullable Integer rateLimit(String host) {
        if (!host.endsWith(".klarna.com") && !host.endsWith(".kustom.co")) {
            return null;
        }
        return host.contains("playground") ? 50 : 200;
    }
}
