package io.kvitt.queue;

import io.kvitt.command.AccountScope;
import io.kvitt.command.Origin;
import io.kvitt.document.ChangeReader;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.views.ChangeView;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The queue {@code kvitt.order-status-changes}: the same body as REST. */
@Component("jmsStatusChanges")
class JmsStatusChanges extends BatchIntake<ChangeSubmission, ChangeVerdict> {

    private final ChangeReader reader;
    private final StatusInbox changes;

    JmsStatusChanges(ChangeReader reader, StatusInbox changes) {
        this.reader = reader;
        this.changes = changes;
    }

    @Override
    ChangeSubmission read(Incoming message) throws JMSException {
        return new ChangeSubmission(
                reader.read(message.body(), message.givenId("changeId"), null),
                Origin.jms(message.replyTo(), message.correlationId()),
                AccountScope.ALL);
    }

    @Override
    List<ChangeVerdict> accept(List<ChangeSubmission> submissions) {
        return changes.accept(submissions);
    }

    /** Of a change that has led to a command, the command's outcome is told. */
    @Override
    Optional<Letter> tell(Incoming message, ChangeSubmission submission, ChangeVerdict verdict) throws JMSException {
        ChangeView view = ChangeView.of(submission.change(), verdict);
        boolean commanded = verdict instanceof Recorded recorded && !recorded.replay() && recorded.commandId() != null;
        return commanded
                ? Optional.empty()
                : Refusals.answer(message, submission.origin().replyTo(), view);
    }
}
