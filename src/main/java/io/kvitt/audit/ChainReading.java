package io.kvitt.audit;

import org.jspecify.annotations.Nullable;

/** Follows the chain entry by entry and remembers the first fault. */
final class ChainReading {

    private final @Nullable AuditHead noted;
    private AuditHead head = AuditHead.EMPTY;
    private @Nullable AuditVerdict broken;

    /** @param noted a head that was noted earlier, outside the database */
    ChainReading(@Nullable AuditHead noted) {
        this.noted = noted;
    }

    void follow(AuditEntry entry) {
        if (broken != null) {
            return;
        }
        long expected = head.entries() + 1;
        if (entry.position() != expected) {
            fault(expected, "the entry is missing");
        } else if (!entry.isGenuine()) {
            fault(expected, "the entry was changed after it was written");
        } else if (!entry.previous().equals(head.digest())) {
            fault(expected, "the entry does not follow the one before it");
        } else if (noted != null
                && noted.entries() == expected
                && !noted.digest().equals(entry.digest())) {
            fault(expected, "the entry is not the one that was noted");
        } else {
            head = new AuditHead(expected, entry.digest());
        }
    }

    AuditVerdict verdict() {
        if (broken == null && noted != null && noted.entries() > head.entries()) {
            fault(head.entries() + 1, "the end is cut off: " + noted.entries() + " entries were noted");
        }
        return broken == null ? AuditVerdict.intact(head) : broken;
    }

    private void fault(long position, String what) {
        broken = AuditVerdict.broken(head, position, what);
    }
}
