package io.kvitt.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends to the audit trail, within the caller's transaction where there is one.
 *
 * <p>Appending takes one lock for the whole chain. It is taken as the last thing before the commit, whenever
 * {@link #record} was called, so that it is held for a moment only and nobody who holds it waits for another lock.
 */
@Component
public class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The chain's advisory lock; two-part keys are apart from the ledger's one-part ones. */
    private static final String LOCK = "select pg_advisory_xact_lock(1635083369, 1)";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AuditChain chain;
    private final Clock clock;

    public AuditTrail(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        this.chain = new AuditChain(jdbc);
        this.clock = clock;
    }

    /**
     * @param actor who: the name of a machine's key or of a user, never a person's data
     * @param what the act, e.g. {@code command.retry}
     * @param subject what it was done to, e.g. a command id
     * @param detail more about it, free of personal data and secrets
     */
    public void record(String actor, String what, String subject, Map<String, ?> detail) {
        String json = json(detail);
        transaction.executeWithoutResult(status ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    private AuditHead appended = AuditHead.EMPTY;

                    @Override
                    public void beforeCommit(boolean readOnly) {
                        appended = append(actor, what, subject, json);
                    }

                    /** In the log, which is kept elsewhere, each digest is a witness against a trail that is rewritten. */
                    @Override
                    public void afterCommit() {
                        LOG.info("audit {} {}", appended, what);
                    }
                }));
    }

    private AuditHead append(String actor, String what, String subject, String detail) {
        jdbc.query(LOCK, row -> {});
        AuditEntry entry = AuditEntry.after(chain.head(), clock.instant(), actor, what, subject, detail);
        jdbc.update(
                """
                insert into audit (position, at, actor, what, subject, detail, previous, digest)
                values (?, ?::timestamptz, ?, ?, ?, ?::json, ?, ?)
                """,
                entry.position(),
                entry.at().toString(),
                entry.actor(),
                entry.what(),
                entry.subject(),
                entry.detail(),
                entry.previous(),
                entry.digest());
        return new AuditHead(entry.position(), entry.digest());
    }

    private static String json(Map<String, ?> detail) {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the detail of an audit entry is no JSON", e);
        }
    }
}
