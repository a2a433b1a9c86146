package io.kvitt.audit;

/**
 * The end of the chain. Noted outside the database, it proves later that nothing up to it was changed or cut off.
 *
 * @param digest the last entry's
 */
public record AuditHead(long entries, String digest) {

    static final AuditHead EMPTY = new AuditHead(0, AuditEntry.NONE);

    /** @throws IllegalArgumentException when it is not {@code entries:digest} */
    public static AuditHead parse(String text) {
        if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a number of entries, a colon and a digest of 64 hexadecimal digits");
        }
        int colon = text.indexOf(':');
        return new AuditHead(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return entries + ":" + digest;
    }
}
