package io.kvitt.ledger;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Referred;
import io.kvitt.command.Submission;
import io.kvitt.command.WorkAccepted;
import io.kvitt.payment.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox in PostgreSQL. Single submissions of many threads share a commit. */
@Component
class JdbcInbox implements Inbox, AutoCloseable {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ReferenceTable references;
    private final NewCommands newCommands;
    private final UndoneUpdates undoneUpdates;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final GroupCommit<Submission, Acceptance> singles;

    JdbcInbox(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            ReferenceTable references,
            Overtaking overtaking,
            UndoneUpdates undoneUpdates,
            ApplicationEventPublisher events,
            Clock clock,
            ReferenceSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.references = references;
        this.newCommands = new NewCommands(jdbc, overtaking, settings.longestWait());
        this.undoneUpdates = undoneUpdates;
        this.events = events;
        this.clock = clock;
        this.singles = new GroupCommit<>("inbox", 200, Duration.ofMillis(2), this::commit);
    }

    @Override
    public List<Acceptance> accept(List<Submission> submissions) {
        // Of this database, that is: a JMS transaction is none to join.
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.hasResource(Objects.requireNonNull(jdbc.getDataSource()))) {
            return join(submissions);
        }
        return submissions.size() == 1 ? List.of(singles.submit(submissions.get(0))) : commit(submissions);
    }

    /** The caller's transaction commits the commands with what they came from. */
    private List<Acceptance> join(List<Submission> submissions) {
        List<Acceptance> verdicts = store(submissions);
        if (verdicts.contains(Acceptance.ACCEPTED)) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    events.publishEvent(new WorkAccepted());
                }
            });
        }
        return verdicts;
    }

    private List<Acceptance> commit(List<Submission> submissions) {
        List<Acceptance> verdicts = Objects.requireNonNull(transaction.execute(status -> store(submissions)));
        if (verdicts.contains(Acceptance.ACCEPTED)) {
            events.publishEvent(new WorkAccepted());
        }
        return verdicts;
    }

    @Override
    public List<String> accountsOf(Submission submission) {
        String orderNumber = submission.command().orderNumber();
        return orderNumber == null ? List.of() : references.find(orderNumber).ambiguous(null, null, submission.scope());
    }

    private List<Acceptance> store(List<Submission> submissions) {
        Map<String, String> digests = digests(submissions);
        Map<String, Referred> known = references.find(submissions.stream()
                .map(submission -> submission.command().orderNumber())
                .filter(Objects::nonNull)
                .toList());
        Map<String, Referred> found = references.lockMissing(submissions, known);
        // As the ledger keeps it, so that nobody has to read it back.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Acceptance[] verdicts = new Acceptance[submissions.size()];
        List<NewCommands.Row> rows = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            PaymentCommand command = submissions.get(i).command();
            OrderReference reference = reference(submissions.get(i), found);
            boolean ambiguous = reference == null && isAmbiguous(submissions.get(i), found);
            String account = reference == null ? command.account() : reference.account();
            if (!ambiguous && !submissions.get(i).scope().allows(account)) {
                verdicts[i] = Acceptance.OUT_OF_SCOPE;
                continue;
            }
            String digest = command.digest();
            String earlier = digests.get(command.commandId());
            if (earlier != null) {
                verdicts[i] = earlier.equals(digest) ? Acceptance.REPLAY : Acceptance.ID_REUSED;
                continue;
            }
            if (ambiguous) {
                verdicts[i] = Acceptance.ACCOUNT_AMBIGUOUS;
                continue;
            }
            if (reference != null && !reference.fits(command)) {
                verdicts[i] = Acceptance.REFERENCE_MISMATCH;
                continue;
            }
            Acceptance barred = undoneUpdates.bars(command, account);
            if (barred != null) {
                verdicts[i] = barred;
                continue;
            }
            digests.put(command.commandId(), digest);
            verdicts[i] = Acceptance.ACCEPTED;
            rows.add(newCommands.row(i, submissions.get(i), digest, reference, now));
        }
        Map<String, Long> stored = rows.isEmpty() ? Map.of() : newCommands.insert(rows, now);
        for (NewCommands.Row row : rows) {
            PaymentCommand command = submissions.get(row.ord()).command();
            submissions.get(row.ord()).told().accept(row.stored(now));
            if (!stored.containsKey(row.commandId())) {
                // Somebody else committed the same id in between: their command stands, ours was never stored.
                String winner = digests(List.of(submissions.get(row.ord()))).get(command.commandId());
                verdicts[row.ord()] = command.digest().equals(winner) ? Acceptance.REPLAY : Acceptance.ID_REUSED;
            }
        }
        noteRefused(submissions, verdicts, found, stored);
        answerAgain(submissions, verdicts);
        return List.of(verdicts);
    }

    private static @Nullable OrderReference reference(Submission submission, Map<String, Referred> found) {
        PaymentCommand command = submission.command();
        return command.orderNumber() == null
                ? null
                : found.getOrDefault(command.orderNumber(), Referred.NOWHERE)
                        .meant(command.account(), command.providerOrderId(), submission.scope());
    }

    private static boolean isAmbiguous(Submission submission, Map<String, Referred> found) {
        PaymentCommand command = submission.command();
        return command.orderNumber() != null
                && !found.getOrDefault(command.orderNumber(), Referred.NOWHERE)
                        .ambiguous(command.account(), command.providerOrderId(), submission.scope())
                        .isEmpty();
    }

    private void noteRefused(
            List<Submission> submissions,
            Acceptance[] verdicts,
            Map<String, Referred> found,
            Map<String, Long> stored) {
        Long newest = stored.isEmpty() ? null : Collections.min(stored.values()) - 1;
        for (int i = 0; i < verdicts.length; i++) {
            PaymentCommand command = submissions.get(i).command();
            if (verdicts[i] == Acceptance.ACCEPTED) {
                newest = stored.get(command.commandId());
            } else if (command.action() == Action.UPDATE) {
                switch (verdicts[i]) {
                    case LINES_REQUIRED, AMOUNT_TOO_LARGE, REFERENCE_MISMATCH ->
                        undoneUpdates.note(command, reference(submissions.get(i), found), newest);
                    case ACCOUNT_AMBIGUOUS -> {
                        // Whichever it meant.
                        for (OrderReference one : found.getOrDefault(command.orderNumber(), Referred.NOWHERE)
                                .all()) {
                            if (submissions.get(i).scope().allows(one.account())) {
                                undoneUpdates.note(command, one, newest);
                            }
                        }
                    }
                    case ACCEPTED, REPLAY, ID_REUSED, AMOUNT_REQUIRED, OUT_OF_SCOPE -> {
                        // Nothing was refused, the id stands for what it was used for first, or it is not the sender's.
                    }
                }
            }
        }
    }

    /** A replay that asks for a reply gets the first answer: now, or when there is one. */
    private void answerAgain(List<Submission> submissions, Acceptance[] verdicts) {
        for (int i = 0; i < verdicts.length; i++) {
            Submission submission = submissions.get(i);
            if (verdicts[i] == Acceptance.REPLAY && submission.origin().replyTo() != null) {
                jdbc.update(
                        "update command set reply_to = ?, correlation_id = ?, published_at = null where command_id = ?",
                        submission.origin().replyTo(),
                        submission.origin().correlationId(),
                        submission.command().commandId());
            }
        }
    }

    private Map<String, String> digests(List<Submission> submissions) {
        Map<String, String> digests = new HashMap<>();
        jdbc.query(
                "select command_id, digest from command where command_id = any(?)",
                row -> {
                    digests.put(row.getString(1), row.getString(2));
                },
                (Object) submissions.stream()
                        .map(submission -> submission.command().commandId())
                        .toArray(String[]::new));
        return digests;
    }

    @Override
    public void close() {
        singles.close();
    }
}
