package io.kvitt.queue;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.command.Violation;
import io.kvitt.document.CommandReader;
import io.kvitt.payment.Code;
import io.kvitt.views.Json;
import io.kvitt.views.Problem;
import jakarta.jms.JMSException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The queue {@code kvitt.commands}: the same body as REST, the outcome to {@code JMSReplyTo}. */
@Component("jmsCommands")
public class JmsCommands implements Processor {

    private static final int LARGEST_BODY = 1024 * 1024;

    private static final Pattern REPLY_QUEUE = Pattern.compile("(?!kvitt\\.|activemq\\.|\\$)[A-Za-z0-9._:-]{1,200}");

    private final CommandReader reader;
    private final Inbox inbox;

    JmsCommands(CommandReader reader, Inbox inbox) {
        this.reader = reader;
        this.inbox = inbox;
    }

    /**
     * Commits the command to the inbox; the message is acknowledged after that.
     *
     * @throws CommandRejected when it can never be accepted
     */
    @Override
    public void process(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage();
        byte[] body = body(message);
        String correlationId = message.getHeader("JMSCorrelationID", String.class);
        // A sender may use the correlation id for purposes of its own, so that the body's own id wins over it.
        PaymentCommand command = reader.read(body, correlationId, null);
        Origin origin = Origin.jms(replyTo(message.getHeader("JMSReplyTo")), correlationId);
        inbox.accept(List.of(new Submission(command, origin))).get(0).requireStored();
    }

    /** What a text message says. */
    static byte[] body(Message message) {
        if (message instanceof JmsMessage jms && jms.getJmsMessage() instanceof ObjectMessage) {
            // Camel never deserializes one, for good reason; what it held cannot be passed on.
            message.setBody("");
        }
        if (!(message.getBody() instanceof String text) || text.isEmpty()) {
            throw new CommandRejected(new Violation(Code.MALFORMED, "body", "send a text message"));
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (body.length > LARGEST_BODY) {
            throw new CommandRejected(new Violation(Code.TOO_LARGE, "body", "at most " + LARGEST_BODY + " bytes"));
        }
        return body;
    }

    /** Says on the refused message why it was refused. */
    public void explain(Exchange exchange) {
        CommandRejected rejected = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, CommandRejected.class);
        Violation first = rejected.violations().get(0);
        Message message = exchange.getMessage();
        message.setHeader("replyTo", usableReplyTo(message));
        message.setHeader("kvittFrom", sentTo(message));
        message.setHeader("kvittCode", first.code().wireName());
        message.setHeader("kvittField", first.field());
        message.setHeader(
                "kvittReason",
                rejected.violations().stream()
                        .limit(20)
                        .map(violation -> violation.field() + ": " + violation.remedy())
                        .collect(Collectors.joining("; ")));
    }

    private static String sentTo(Message message) {
        try {
            return message.getHeader("JMSDestination") instanceof Queue queue ? queue.getQueueName() : "kvitt.commands";
        } catch (JMSException e) {
            return "kvitt.commands";
        }
    }

    /** The problem as JSON, for a sender that asked for a reply. */
    public String problem(Exchange exchange) {
        CommandRejected rejected = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, CommandRejected.class);
        return Json.text(Problem.of(rejected.violations()));
    }

    private static @Nullable String usableReplyTo(Message message) {
        try {
            return replyTo(message.getHeader("JMSReplyTo"));
        } catch (CommandRejected | JMSException e) {
            return null;
        }
    }

    /** Outcomes may go to any queue but Kvitt's own. */
    static @Nullable String replyTo(@Nullable Object header) throws JMSException {
        if (header == null) {
            return null;
        }
        if (header instanceof Queue queue
                && REPLY_QUEUE.matcher(queue.getQueueName()).matches()) {
            return queue.getQueueName();
        }
        throw new CommandRejected(new Violation(
                Code.INVALID_VALUE, "JMSReplyTo", "a queue of letters, digits and . _ : - not named kvitt.*"));
    }
}
