package io.kvitt.provider.klarna;

import io.kvitt.payment.OrderLine;
import io.kvitt.provider.Assignment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Idempotency keys. Klarna looks at nothing but the key: under a key that it has seen it answers with the first result,
 * whatever the request says. So the key must change with everything that makes it another request, and with nothing else.
 */
final class KlarnaKeys {

    /** The namespace of Kvitt's keys. It must never change: a new one would let a write through twice. */
    private static final UUID NAMESPACE = UUID.fromString("2fe98447-f4e5-4462-9c2e-8110e8213a4c");

    private KlarnaKeys() {}

    static String key(Assignment assignment, String operation, long amount) {
        StringBuilder name = new StringBuilder();
        append(name, assignment.account().name());
        append(name, assignment.providerOrderId());
        append(name, assignment.command().commandId());
        append(name, operation);
        append(name, amount);
        append(name, assignment.refusals());
        for (OrderLine line : assignment.command().lines()) {
            append(name, line.reference() == null ? "" : line.reference());
            append(name, line.name());
            append(name, line.quantity().stripTrailingZeros().toPlainString());
            append(name, line.unitPrice());
            append(name, line.taxRate());
            append(name, line.totalAmount());
        }
        return nameBased(NAMESPACE, name.toString()).toString();
    }

    /** With its length, so that no two lists of parts make the same name. */
    private static void append(StringBuilder name, Object part) {
        String text = part.toString();
        name.append(text.length()).append(':').append(text);
    }

    /** A version 5 UUID of RFC 9562; its SHA-1 is the digest of everything in the name. */
    static UUID nameBased(UUID namespace, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(16 + text.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(text)
                .array();
        ByteBuffer digest = ByteBuffer.wrap(sha1(input));
        long high = digest.getLong() & 0xffff_ffff_ffff_0fffL | 0x5000L;
        long low = digest.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
