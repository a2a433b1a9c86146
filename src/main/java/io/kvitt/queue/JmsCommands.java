package io.kvitt.queue;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.Submission;
import io.kvitt.document.CommandReader;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The queue {@code kvitt.commands}: the same body as REST, the outcome to {@code JMSReplyTo}. */
@Component("jmsCommands")
class JmsCommands extends BatchIntake<Submission, Acceptance> {

    private final CommandReader reader;
    private final Inbox inbox;

    JmsCommands(CommandReader reader, Inbox inbox) {
        this.reader = reader;
        this.inbox = inbox;
    }

    @Override
    Submission read(Incoming message) throws JMSException {
        // A sender may use the correlation id for purposes of its own, so that the body's own id wins over it.
        return new Submission(
                reader.read(message.body(), message.id("commandId"), null),
                Origin.jms(message.replyTo(), message.correlationId()));
    }

    @Override
    List<Acceptance> accept(List<Submission> submissions) {
        return inbox.accept(submissions);
    }

    @Override
    Optional<Letter> tell(Incoming message, Submission submission, Acceptance verdict) {
        inbox.requireStored(submission, verdict);
        return Optional.empty();
    }
}
