package io.kvitt.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves to a receiver that a body comes from who shares its secret, and when it was sent: the header
 * {@code Kvitt-Signature}, {@code t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">}, with one v1 for each secret.
 */
final class Signature {

    private Signature() {}

    static String of(String body, Instant at, List<String> secrets) {
        long seconds = at.getEpochSecond();
        return secrets.stream()
                .map(secret -> ",v1=" + hmac(secret, seconds + "." + body))
                .collect(Collectors.joining("", "t=" + seconds, ""));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
