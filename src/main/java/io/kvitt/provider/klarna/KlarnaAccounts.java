package io.kvitt.provider.klarna;

import io.kvitt.provider.AccountSettings;
import io.kvitt.provider.ProviderKind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What accounts at Klarna and Kustom are set with. */
@ConfigurationProperties("kvitt")
public record KlarnaAccounts(@DefaultValue Map<String, Login> accounts) implements AccountSettings {

    /** Of an order, as both document it. */
    private static final long MAX_AMOUNT = 200_000_000;

    public static final ProviderKind KLARNA = new ProviderKind("klarna", true, MAX_AMOUNT);

    /** The former Klarna Checkout: Klarna's paths on a host of its own. */
    public static final ProviderKind KUSTOM = new ProviderKind("kustom", true, MAX_AMOUNT);

    static final Set<ProviderKind> KINDS = Set.of(KLARNA, KUSTOM);

    private static final Login NONE = new Login(null, null, null);

    /** It is sent as it is, so nothing may be in it that ends a header. */
    private static final Pattern KEY = Pattern.compile("[!-~]{1,500}");

    /**
     * @param username the API user's
     * @param password the API user's
     * @param apiKey Kustom's, instead of both
     */
    record Login(
            @Nullable String username,
            @Nullable String password,
            @Nullable String apiKey) {

        private boolean isEmpty() {
            return isBlank(username) && isBlank(password) && isBlank(apiKey);
        }

        private static boolean isBlank(@Nullable String value) {
            return value == null || value.isBlank();
        }

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
    public Credentials credentials(ProviderKind kind, String account) {
        Login login = accounts.getOrDefault(account, NONE);
        boolean kustom = kind.equals(KUSTOM);
        if (kustom && login.isEmpty()) {
            throw wrongKey(account, "give a value, or username and password instead");
        }
        if (!Login.isBlank(login.apiKey())) {
            return new Credentials("", key(account, login, kustom));
        }
        return new Credentials(
                AccountSettings.required(account, "username", login.username()),
                AccountSettings.required(account, "password", login.password()));
    }

    private static String key(String account, Login login, boolean kustom) {
        String key = String.valueOf(login.apiKey()).strip();
        if (!kustom) {
            throw wrongKey(account, "for kustom only; give username and password");
        }
        if (!Login.isBlank(login.username()) || !Login.isBlank(login.password())) {
            throw wrongKey(account, "give either it or username and password, not both");
        }
        if (!KEY.matcher(key).matches()) {
            throw wrongKey(account, "visible ASCII characters without blanks");
        }
        return key;
    }

    private static RuntimeException wrongKey(String account, String remedy) {
        return AccountSettings.wrong(account, "api-key", remedy);
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
