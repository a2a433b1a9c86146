package io.kvitt.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Appends to the audit trail, within the caller's transaction where there is one. */
@Component
public class AuditTrail {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public AuditTrail(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param actor who: the name of a machine's key or of a user, never a person's data
     * @param what the act, e.g. {@code command.retry}
     * @param subject what it was done to, e.g. a command id
     * @param detail more about it, free of personal data and secrets
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void record(String actor, String what, String subject, Map<String, ?> detail) {
        jdbc.update(
                "insert into audit (at, actor, what, subject, detail) values (?::timestamptz, ?, ?, ?, ?::jsonb)",
                clock.instant().toString(),
                actor,
                what,
                subject,
                json(detail));
    }

    private static String json(Map<String, ?> detail) {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the detail of an audit entry is no JSON", e);
        }
    }
}
