package io.kvitt.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code kvitt.notification}: one webhook for all, and another for an account that has its own.
 *
 * @param schedule the waits after the first, second, … failed try; when they are used up the event is given up
 * @param timeout for the whole call
 */
@ConfigurationProperties("kvitt.notification")
record WebhookSettings(
        @Nullable Webhook webhook,

        @DefaultValue({"5s", "30s", "5m", "30m", "2h", "5h", "12h"})
        List<Duration> schedule,

        @DefaultValue("10s") Duration timeout,
        @DefaultValue Map<String, OfAccount> accounts) {

    /** @param webhook null takes the one for all; one without a URL is none */
    record OfAccount(@Nullable Webhook webhook) {}

    /**
     * Where to, and what the calls are signed with.
     *
     * @param secrets one, or two while the receiver changes from the one to the other
     */
    record Webhook(
            @DefaultValue("") String url, @DefaultValue List<String> secrets) {

        private static final int SHORTEST_SECRET = 32;
        private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

        private boolean isNone() {
            return url.isBlank() && secrets.isEmpty();
        }

        private void requireSafe(String property) {
            if (isNone()) {
                return;
            }
            URI address = address(property);
            if (address.getHost() == null) {
                throw new IllegalStateException(property + ".url: give an absolute URL");
            }
            if (address.getRawUserInfo() != null) {
                throw new IllegalStateException(property + ".url: leave the user out; calls are signed instead");
            }
            if (!"https".equals(address.getScheme())
                    && !("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()))) {
                throw new IllegalStateException(property + ".url: use https (plain http is for loopback only)");
            }
            if (secrets.isEmpty()
                    || secrets.size() > 2
                    || secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
                throw new IllegalStateException(
                        property + ".secrets: give one or two, each of at least " + SHORTEST_SECRET + " characters");
            }
        }

        private URI address(String property) {
            try {
                return new URI(url.trim());
            } catch (URISyntaxException e) {
                // Its message would repeat the URL, which may hold a password.
                throw new IllegalStateException(property + ".url: give an absolute URL");
            }
        }

        URI address() {
            return address("url");
        }

        /** Without the secrets; a URL may hold one too. */
        @Override
        public String toString() {
            return "Webhook";
        }
    }

    WebhookSettings {
        if (webhook != null) {
            webhook.requireSafe("kvitt.notification.webhook");
        }
        accounts.forEach((name, own) -> {
            if (own.webhook() != null) {
                own.webhook().requireSafe("kvitt.notification.accounts." + name + ".webhook");
            }
        });
    }

    /** Whether anybody is told. */
    boolean any() {
        return of("").isPresent()
                || accounts.keySet().stream().anyMatch(account -> of(account).isPresent());
    }

    /** @param account '' for none */
    Optional<Webhook> of(String account) {
        OfAccount own = accounts.get(account);
        return Optional.ofNullable(own == null || own.webhook() == null ? webhook : own.webhook())
                .filter(found -> !found.isNone());
    }
}
