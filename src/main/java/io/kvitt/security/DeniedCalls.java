package io.kvitt.security;

import io.kvitt.audit.AuditTrail;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Audits every denied call. Equal ones share an entry for some seconds, and many different ones do too, so that an
 * attacker cannot fill the trail: at most {@value #MOST_KINDS} entries and one are written each time.
 */
@Component
public class DeniedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(DeniedCalls.class);
    private static final int MOST_KINDS = 50;

    private record Kind(String actor, String reason, String call) {}

    private static final Kind OTHERS = new Kind("others", "others", "others");

    private final AuditTrail audit;
    private Map<Kind, Long> counts = new HashMap<>();

    DeniedCalls(AuditTrail audit) {
        this.audit = audit;
    }

    /** @param reason a stable name, as the problem's */
    void count(HttpServletRequest request, String reason) {
        String actor = Caller.of(request.getUserPrincipal()).name();
        count(actor, reason, ApiRules.label(request));
    }

    /** @param call what the caller reached for; nothing that it wrote */
    public void count(Caller caller, String reason, String call) {
        count(caller.name(), reason, call);
    }

    synchronized void count(String actor, String reason, String call) {
        Kind kind = new Kind(actor, reason, call);
        counts.merge(counts.size() < MOST_KINDS || counts.containsKey(kind) ? kind : OTHERS, 1L, Long::sum);
    }

    @PreDestroy
    @Scheduled(fixedDelayString = "${kvitt.security.denied-period}")
    void write() {
        Map<Kind, Long> written = taken();
        written.forEach((kind, times) -> {
            try {
                audit.record(kind.actor(), "denied", kind.call(), Map.of("reason", kind.reason(), "times", times));
            } catch (RuntimeException e) {
                LOG.error(
                        "{} denied calls could not be audited: {}",
                        times,
                        e.getClass().getSimpleName());
            }
        });
    }

    private synchronized Map<Kind, Long> taken() {
        Map<Kind, Long> taken = counts;
        counts = new HashMap<>();
        return taken;
    }
}
