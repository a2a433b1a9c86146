package io.kvitt.intake;

import io.kvitt.command.AccountScope;
import io.kvitt.command.Origin;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.orderstatus.StatusInbox;
import jakarta.jms.JMSException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** {@code POST /api/v1/order-status-changes} and the queue {@code kvitt.order-status-changes}. */
@Component("statusChangeIntake")
public class StatusChangeIntake implements Processor {

    private static final int LARGEST_BODY = 1024 * 1024;

    private final ChangeReader reader;
    private final StatusInbox changes;

    StatusChangeIntake(ChangeReader reader, StatusInbox changes) {
        this.reader = reader;
        this.changes = changes;
    }

    /** 202 with what it led to: a command, or why there is none. */
    public void submit(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/json", LARGEST_BODY);
        StatusChange change = reader.read(body, RestCommands.idempotencyKey(request), "Idempotency-Key");
        Replies.json(exchange, 202, ChangeView.of(change, accept(change, Origin.rest(), Requests.scope(request))));
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
        ChangeVerdict verdict = accept(change, Origin.jms(replyTo, correlationId), AccountScope.ALL);
        ChangeView view = ChangeView.of(change, verdict);
        boolean commanded = verdict instanceof Recorded recorded && !recorded.replay() && recorded.commandId() != null;
        message.setHeader("replyTo", commanded ? null : replyTo);
        message.setBody(Replies.text(view));
    }

    private ChangeVerdict accept(StatusChange change, Origin origin, AccountScope scope) {
        return changes.accept(List.of(new ChangeSubmission(change, origin, scope)))
                .get(0);
    }
}
