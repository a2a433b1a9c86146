package io.kvitt.provider;

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
    record Settings(@DefaultValue Map<String, AccountSettings> accounts) {}

    /**
     * @param baseUrl https; http on loopback only
     * @param username Klarna and Kustom
     * @param merchantId Svea
     */
    record AccountSettings(
            ProviderKind provider,
            URI baseUrl,
            @Nullable String username,
            @Nullable String password,
            @Nullable String merchantId,
            @Nullable String secret) {

        Account toAccount(String name) {
            requireSafe(name);
            return switch (provider) {
                case KLARNA, KUSTOM ->
                    new Account(
                            name,
                            provider,
                            baseUrl,
                            required(name, "username", username),
                            required(name, "password", password));
                case SVEA ->
                    new Account(
                            name,
                            provider,
                            baseUrl,
                            required(name, "merchant-id", merchantId),
                            required(name, "secret", secret));
            };
        }

        private void requireSafe(String name) {
            if (baseUrl == null || baseUrl.getHost() == null) {
                throw new IllegalStateException("kvitt.accounts." + name + ".base-url: give an absolute URL");
            }
            if (!"https".equals(baseUrl.getScheme())
                    && !("http".equals(baseUrl.getScheme()) && isLoopback(baseUrl.getHost()))) {
                throw new IllegalStateException(
                        "kvitt.accounts." + name + ".base-url: use https (plain http is for loopback only)");
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
                throw new IllegalStateException("kvitt.accounts." + name + "." + key + ": give a value");
            }
            return value;
        }
    }
}
