package io.kvitt.queue;

import io.kvitt.command.AccountScope;
import io.kvitt.command.Origin;
import io.kvitt.document.ChangeReader;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.views.ChangeView;
import io.kvitt.views.Json;
import jakarta.jms.JMSException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** The queue {@code kvitt.order-status-changes}: the same body as REST. */
@Component("jmsStatusChanges")
public class JmsStatusChanges implements Processor {

    private final ChangeReader reader;
    private final StatusInbox changes;

    JmsStatusChanges(ChangeReader reader, StatusInbox changes) {
        this.reader = reader;
        this.changes = changes;
    }

    /**
     * Commits the change; the message is acknowledged after that. A sender that asked for a reply gets the outcome of
     * the command or, when this message has led to none, at once what became of the change.
     */
    @Override
    public void process(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage();
        byte[] body = JmsCommands.body(message);
        String correlationId = message.getHeader("JMSCorrelationID", String.class);
        String replyTo = JmsCommands.replyTo(message.getHeader("JMSReplyTo"));
        StatusChange change = reader.read(body, correlationId, null);
        ChangeVerdict verdict = changes.accept(
                        List.of(new ChangeSubmission(change, Origin.jms(replyTo, correlationId), AccountScope.ALL)))
                .get(0);
        ChangeView view = ChangeView.of(change, verdict);
        boolean commanded = verdict instanceof Recorded recorded && !recorded.replay() && recorded.commandId() != null;
        message.setHeader("replyTo", commanded ? null : replyTo);
        message.setBody(Json.text(view));
    }
}
