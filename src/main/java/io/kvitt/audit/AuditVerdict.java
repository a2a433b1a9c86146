package io.kvitt.audit;

import org.jspecify.annotations.Nullable;

/**
 * What reading the whole chain showed.
 *
 * @param head the last entry that is still in order
 * @param brokenAt the position of the first entry that is not; null when all are
 * @param fault what is wrong there, in one sentence; null when nothing is
 */
public record AuditVerdict(
        boolean intact,
        AuditHead head,
        @Nullable Long brokenAt,
        @Nullable String fault) {

    static AuditVerdict intact(AuditHead head) {
        return new AuditVerdict(true, head, null, null);
    }

    static AuditVerdict broken(AuditHead head, long position, String fault) {
        return new AuditVerdict(false, head, position, fault);
    }
}
