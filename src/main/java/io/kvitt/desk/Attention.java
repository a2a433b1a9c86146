package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.desk.DeadLetters.DeadLetter;
import io.kvitt.erp.store.LyingLedger;
import io.kvitt.execution.Quotas;
import io.kvitt.ledger.AttentionDesk;
import io.kvitt.ledger.AttentionRecord;
import io.kvitt.security.Caller;
import io.kvitt.security.Permission;
import io.kvitt.views.AttentionView;
import io.kvitt.views.LyingView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/** What waits for a person, and what may be done about the messages among it; {@link Commands} has what commands need. */
@Component
public class Attention {

    private static final int PAGE = 200;

    private final AttentionDesk desk;
    private final DeadLetters letters;
    private final LyingLedger lying;
    private final Quotas quotas;
    private final Admission admission;
    private final Clock clock;

    Attention(
            AttentionDesk desk,
            DeadLetters letters,
            LyingLedger lying,
            Quotas quotas,
            Admission admission,
            Clock clock) {
        this.desk = desk;
        this.letters = letters;
        this.lying = lying;
        this.quotas = quotas;
        this.admission = admission;
        this.clock = clock;
    }

    /**
     * @param messagesVisible whether the caller may see messages, and files that lie and are not taken
     * @param messages null when the broker does not answer: what is at stake is told without it
     * @param accountsOut those whose provider does not answer
     */
    public record Waiting(
            Instant at,
            Page<AttentionView> commands,
            boolean messagesVisible,
            @Nullable List<DeadLetter> messages,
            List<LyingView> files,
            List<String> accountsOut) {}

    /**
     * Oldest command first.
     *
     * @param account of this account only; null for all of the caller's
     * @param after as the page before says where the next begins; null for the first
     */
    public Waiting list(Caller caller, @Nullable String account, @Nullable Long after) {
        admission.require(caller, Permission.OPERATIONS, "attention.list");
        Instant now = clock.instant();
        boolean all = caller.accounts().isAll();
        return new Waiting(
                now,
                Page.of(
                        desk.list(caller.accounts(), account, after == null ? 0 : after, PAGE + 1),
                        PAGE,
                        AttentionRecord::id,
                        command -> AttentionView.of(command, now)),
                all,
                // Nobody knows whose a message is that could not be read.
                all ? messages() : null,
                all ? lying.overdue(PAGE).stream().map(LyingView::of).toList() : List.of(),
                quotas.out().stream().filter(caller.accounts()::allows).toList());
    }

    private @Nullable List<DeadLetter> messages() {
        try {
            return letters.list(PAGE);
        } catch (JmsException e) {
            return null;
        }
    }

    /**
     * Sends a message back to the queue that it came from.
     *
     * @return that queue
     * @throws NotDone when there is no such message, as for who may not see all accounts
     */
    public String retryMessage(Caller caller, String messageId) {
        requireMessages(caller, "messages.retry");
        return found(letters.retry(messageId, caller.name()));
    }

    /**
     * Takes a message away for good.
     *
     * @param note says why
     * @return the queue in which it lay
     * @throws NotDone when there is no such message, as for who may not see all accounts
     * @throws CommandRejected when the note is none
     */
    public String discardMessage(Caller caller, String messageId, String note) {
        requireMessages(caller, "messages.discard");
        return found(letters.discard(messageId, caller.name(), Notes.checked(note)));
    }

    private void requireMessages(Caller caller, String useCase) {
        admission.require(caller, Permission.OPERATIONS, useCase);
        if (!caller.accounts().isAll()) {
            admission.denied(caller, useCase);
            throw noSuchMessage();
        }
    }

    private static String found(Optional<String> queue) {
        return queue.orElseThrow(Attention::noSuchMessage);
    }

    private static NotDone noSuchMessage() {
        return new NotDone(Reason.MESSAGE_NOT_FOUND, "messageId: no such message; take it from GET /api/v1/attention");
    }
}
