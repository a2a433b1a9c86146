package io.kvitt.provider.klarna;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Makes idempotency keys: name-based UUIDs (version 5) that are the same for the same effect, whoever computes them and
 * when.
 *
 * <p>Klarna compares keys only and disregards the body, so everything that must not be confused is part of the name,
 * the amount and the lines before all.
 */
final class KlarnaKey {

    /** Kvitt's own namespace. */
    private static final UUID NAMESPACE = UUID.fromString("5f0d1c1e-9a55-4a7b-8f0e-0f6b7c1d2e3a");

    private KlarnaKey() {}

    static String of(Object... parts) {
        StringBuilder name = new StringBuilder();
        for (Object part : parts) {
            String text = String.valueOf(part);
            // The length keeps ("ab", "c") apart from ("a", "bc").
            name.append(text.length()).append(':').append(text);
        }
        return version5(name.toString()).toString();
    }

    private static UUID version5(String name) {
        byte[] hash;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long high = bytes.getLong() & 0xffffffffffff0fffL | 0x5000L;
        long low = bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
