package io.kvitt.provider;

import io.kvitt.settings.WrongSetting;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads {@code kvitt.accounts}. */
@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

    @Bean
    Accounts accounts(Settings settings) {
        return new Accounts(settings.accounts().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toAccount(entry.getKey()))));
    }

    @ConfigurationProperties("kvitt")
    record Settings(@DefaultValue Map<String, AccountSettings> accounts) {

        Settings {
            accounts.forEach((name, account) -> account.toAccount(name));
        }
    }

    /**
     * @param baseUrl https; http on loopback only
     * @param username Klarna and Kustom
     * @param merchantId Svea
     * @param rateLimit calls a second; without it Klarna's own limit where the host is Klarna's or Kustom's
     */
    record AccountSettings(
            ProviderKind provider,
            URI baseUrl,
            @Nullable String username,
            @Nullable String password,
            @Nullable String merchantId,
            @Nullable String secret,
            @Nullable Integer rateLimit) {

        Account toAccount(String name) {
            requireSafe(name);
            if (rateLimit != null && (rateLimit < 1 || rateLimit > 10_000)) {
                throw new WrongSetting("kvitt.accounts." + name + ".rate-limit", "1 to 10000 calls a second");
            }
            return switch (provider) {
                case KLARNA, KUSTOM ->
                    new Account(
                            name,
                            provider,
                            baseUrl,
                            required(name, "username", username),
                            required(name, "password", password),
                            rateLimit == null ? klarnaLimit(baseUrl.getHost()) : rateLimit);
                case SVEA ->
                    new Account(
                            name,
                            provider,
                            baseUrl,
                            required(name, "merchant-id", merchantId),
                            required(name, "secret", secret),
                            rateLimit);
            };
        }

        /** Klarna: order management allows 200 calls a second, 50 in its playground. Svea documents no limit. */
        private static @Nullable Integer klarnaLimit(String host) {
            if (!host.endsWith(".klarna.com") && !host.endsWith(".kustom.co")) {
                return null;
            }
            return host.contains("playground") ? 50 : 200;
        }

        private void requireSafe(String name) {
            if (baseUrl == null || baseUrl.getHost() == null) {
                throw new WrongSetting("kvitt.accounts." + name + ".base-url", "give an absolute URL");
            }
            if (!"https".equals(baseUrl.getScheme())
                    && !("http".equals(baseUrl.getScheme()) && isLoopback(baseUrl.getHost()))) {
                throw new WrongSetting(
                        "kvitt.accounts." + name + ".base-url", "use https (plain http is for loopback only)");
            }
        }

        private static boolean isLoopback(String host) {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }

        private static String required(String name, String key, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw new WrongSetting("kvitt.accounts." + name + "." + key, "give a value");
            }
            return value;
        }
    }
}
