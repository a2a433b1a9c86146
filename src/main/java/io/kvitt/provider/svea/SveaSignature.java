package io.kvitt.provider.svea;

import io.kvitt.provider.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Signs a call to Svea. The signature covers the very bytes that are sent, so nothing may touch the body after it.
 *
 * <p>It covers neither method nor address: whoever receives it can replay it. It must never leave the account's host.
 */
@Component
class SveaSignature {

    static final Set<String> NAMES = Set.of("Authorization", "Timestamp", "Content-Type", "Accept");

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Clock clock;

    SveaSignature(Clock clock) {
        this.clock = clock;
    }

    /** The four headers of a call; no bytes for a call without a body. */
    Map<String, Object> headers(Account account, byte[] body) {
        String timestamp = TIMESTAMP.format(clock.instant());
        return Map.of(
                "Authorization",
                "Svea " + token(account, body, timestamp),
                "Timestamp",
                timestamp,
                "Content-Type",
                "application/json",
                "Accept",
                "application/json");
    }

    static String token(Account account, byte[] body, String timestamp) {
        MessageDigest sha512 = sha512();
        sha512.update(body);
        sha512.update(account.secret().getBytes(StandardCharsets.UTF_8));
        sha512.update(timestamp.getBytes(StandardCharsets.UTF_8));
        String signed = account.user() + ":" + HexFormat.of().formatHex(sha512.digest());
        return Base64.getEncoder().encodeToString(signed.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
