package io.kvitt.notification;

import io.kvitt.settings.WrongSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where to, and what the calls are signed with.
 *
 * @param secrets one, or two while the receiver changes from the one to the other
 */
record Webhook(@DefaultValue("") String url, @DefaultValue List<String> secrets) {

    private static final int SHORTEST_SECRET = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    boolean isNone() {
        return url.isBlank() && secrets.isEmpty();
    }

    void requireSafe(String property) {
        if (isNone()) {
            return;
        }
        URI address = address(property);
        if (address.getHost() == null) {
            throw new WrongSetting(property + ".url", "give an absolute URL");
        }
        if (address.getRawUserInfo() != null) {
            throw new WrongSetting(property + ".url", "leave the user out; calls are signed instead");
        }
        if (!"https".equals(address.getScheme())
                && !("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()))) {
            throw new WrongSetting(property + ".url", "use https (plain http is for loopback only)");
        }
        if (secrets.isEmpty()
                || secrets.size() > 2
                || secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw new WrongSetting(
                    property + ".secrets", "give one or two, each of at least " + SHORTEST_SECRET + " characters");
        }
    }

    private URI address(String property) {
        try {
            return new URI(url.trim());
        } catch (URISyntaxException e) {
            // Its message would repeat the URL, which may hold a password.
            throw new WrongSetting(property + ".url", "give an absolute URL");
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
