package io.kvitt.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One entry of the audit trail.
 *
 * @param position its place in the chain, from 1, without gaps
 * @param at to the microsecond, as the database keeps it
 * @param actor who, e.g. {@code key:erp1}
 * @param what the act, e.g. {@code command.retry}
 * @param subject what it was done to
 * @param detail JSON, kept as it was written
 * @param previous the digest of the entry before, 64 zeros for the first
 * @param digest SHA-256 over all of the above, in hex
 */
public record AuditEntry(
        long position,
        Instant at,
        String actor,
        String what,
        String subject,
        String detail,
        String previous,
        String digest) {

    static final String NONE = "0".repeat(64);

    static AuditEntry after(AuditHead head, Instant at, String actor, String what, String subject, String detail) {
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        long position = head.entries() + 1;
        String digest = digest(position, kept, actor, what, subject, detail, head.digest());
        return new AuditEntry(position, kept, actor, what, subject, detail, head.digest(), digest);
    }

    /** Whether the digest is that of the content. */
    boolean isGenuine() {
        return digest.equals(digest(position, at, actor, what, subject, detail, previous));
    }

    /** The length before every part keeps two different contents from ever being written the same. */
    private static String digest(long position, Instant at, String... texts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            update(sha256, Long.toString(position));
            update(sha256, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
            for (String text : texts) {
                update(sha256, text);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest sha256, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha256.update(bytes);
    }
}
