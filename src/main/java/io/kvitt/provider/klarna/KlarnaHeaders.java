package io.kvitt.provider.klarna;

import io.kvitt.provider.Account;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The headers of a call. They hold the account's secret: never to be logged or stored. */
@Component
final class KlarnaHeaders {

    static final Set<String> NAMES =
            Set.of("Authorization", "Accept", "User-Agent", "Klarna-Idempotency-Key", "Content-Type");

    KlarnaHeaders() {}

    /** Kustom takes a key alone as it is, and in base64 only beside a user. */
    private static String credentials(Account account) {
        if (account.user().isEmpty()) {
            return account.secret();
        }
        byte[] both = (account.user() + ":" + account.secret()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(both);
    }

    /**
     * @param key the idempotency key of a write; null for a read
     * @param hasBody whether JSON is sent along
     */
    Map<String, Object> headers(Account account, @Nullable String key, boolean hasBody) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Basic " + credentials(account));
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Kvitt");
        if (key != null) {
            headers.put("Klarna-Idempotency-Key", key);
        }
        if (hasBody) {
            headers.put("Content-Type", "application/json");
        }
        return headers;
    }
}
