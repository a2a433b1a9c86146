package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Svea's request signature: {@code Base64(merchantId:hex(SHA-512(body + secret + timestamp)))}. The timestamp is hashed
 * as it stands in its header, whatever it looks like; neither method nor URL is covered.
 */
final class SveaSignature {

    private final String merchantId;
    private final byte[] secret;

    SveaSignature(String merchantId, String secret) {
        this.merchantId = merchantId;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** @param skewMillis how far the timestamp may be off; not documented */
    boolean isRight(Call call, long nowMillis, long skewMillis) {
        String authorization = call.header("Authorization");
        String timestamp = call.header("Timestamp");
        if (authorization == null || timestamp == null || !authorization.regionMatches(true, 0, "Svea ", 0, 5)) {
            return false;
        }
        Long sent = millis(timestamp);
        if (sent == null || Math.abs(nowMillis - sent) > skewMillis) {
            return false;
        }
        try {
            byte[] token = Base64.getDecoder().decode(authorization.substring(5).trim());
            String expected = merchantId + ":" + hash(call.body(), timestamp);
            return expected.equalsIgnoreCase(new String(token, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    String hash(byte[] body, String timestamp) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(body);
            digest.update(secret);
            digest.update(timestamp.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** UTC, with or without seconds and leading zeros: all of that is sent in production. */
    static @Nullable Long millis(String timestamp) {
        int[] parts = new int[6];
        int part = 0;
        boolean digits = false;
        for (int i = 0; i < timestamp.length(); i++) {
            char c = timestamp.charAt(i);
            if (c >= '0' && c <= '9') {
                parts[part] = parts[part] * 10 + c - '0';
                digits = true;
            } else if (digits && part < 5 && (c == '-' || c == ':' || c == ' ' || c == 'T')) {
                part++;
                digits = false;
            } else {
                return null;
            }
        }
        if (part < 4 || !digits) {
            return null;
        }
        try {
            return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
