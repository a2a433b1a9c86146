package io.kvitt.desk;

import io.kvitt.audit.AuditChain;
import io.kvitt.audit.AuditEntry;
import io.kvitt.audit.AuditHead;
import io.kvitt.audit.AuditVerdict;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What callers did and were refused. It is one for all accounts. */
@Component
public class Audit {

    public static final int LARGEST_PAGE = 500;

    private static final int PAGE = 50;

    private final AuditChain chain;
    private final Admission admission;

    Audit(AuditChain chain, Admission admission) {
        this.chain = chain;
        this.admission = admission;
    }

    /**
     * Newest first.
     *
     * @param before as the page before says where the next begins; null for the first
     * @param limit how many at most, up to {@value #LARGEST_PAGE}; null for {@value #PAGE}
     */
    public Page<AuditEntry> list(Caller caller, @Nullable Long before, @Nullable Long limit) {
        admission.requireForAllAccounts(caller, Permission.OPERATIONS, "audit.list");
        int most = limit == null ? PAGE : (int) Math.max(1, Math.min(limit, LARGEST_PAGE));
        return Page.of(chain.page(before, most + 1), most, AuditEntry::position, Function.identity());
    }

    /**
     * Reads the whole chain.
     *
     * @param noted a head that the caller noted earlier
     */
    public AuditVerdict verify(Caller caller, @Nullable AuditHead noted) {
        admission.requireForAllAccounts(caller, Permission.OPERATIONS, "audit.verify");
        return chain.verify(noted);
    }
}
