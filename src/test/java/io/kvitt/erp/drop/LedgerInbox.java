package io.kvitt.erp.drop;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** As much of the real inbox as files need: it stores, tells replays from reused ids, and can be made to fail. */
public final class LedgerInbox implements Inbox {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Set<String> mismatches = new HashSet<>();
    private int callsUntilFailure = Integer.MAX_VALUE;
    private boolean failAfterCommit;

    public LedgerInbox(DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** The call after so many more fails, having stored nothing, or everything. */
    void failAfter(int calls, boolean committed) {
        callsUntilFailure = calls;
        failAfterCommit = committed;
    }

    void mismatch(String orderNumber) {
        mismatches.add(orderNumber);
    }

    @Override
    public List<Acceptance> accept(List<Submission> submissions) {
        boolean fails = callsUntilFailure-- == 0;
        if (fails && !failAfterCommit) {
            throw new IllegalStateException("crash");
        }
        List<Acceptance> verdicts = transaction.execute(status -> {
            List<Acceptance> all = new ArrayList<>();
            submissions.forEach(submission -> all.add(accept(submission)));
            return all;
        });
        if (fails) {
            throw new IllegalStateException("crash");
        }
        return verdicts;
    }

    private Acceptance accept(Submission submission) {
        PaymentCommand command = submission.command();
        if (command.orderNumber() != null && mismatches.contains(command.orderNumber())) {
            return Acceptance.REFERENCE_MISMATCH;
        }
        int stored = jdbc.sql("""
                        insert into command (command_id, digest, action, order_number, account, provider_order_id, amount,
                               currency, requested_by, channel, file_id, file_line, accepted_at, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACCEPTED') on conflict (command_id) do nothing""")
                .param(command.commandId())
                .param(command.digest())
                .param(command.action().name())
                .param(command.orderNumber())
                .param(command.account())
                .param(command.providerOrderId())
                .param(command.amount())
                .param(command.currency())
                .param(command.requestedBy())
                .param(submission.origin().channel().name())
                .param(submission.origin().fileId())
                .param(submission.origin().fileLine())
                .param(OffsetDateTime.now())
                .update();
        if (stored == 1) {
            return Acceptance.ACCEPTED;
        }
        String digest = jdbc.sql("select digest from command where command_id = ?")
                .param(command.commandId())
                .query(String.class)
                .single();
        return digest.equals(command.digest()) ? Acceptance.REPLAY : Acceptance.ID_REUSED;
    }
}
