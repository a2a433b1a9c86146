package io.kvitt.desk;

import io.kvitt.audit.AuditTrail;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Messages that nobody could take: those that were refused, and those that the broker gave up on or that expired. */
@Component
public class DeadLetters {

    /** Queues in which messages wait for a person. */
    public static final List<String> QUEUES = List.of("kvitt.invalid", "kvitt.dlq", "kvitt.expiry");

    private static final Pattern MESSAGE_ID = Pattern.compile("ID:[A-Za-z0-9:._-]{1,120}");
    private static final long RECEIVE_MILLIS = 500;
    private static final int LONGEST_EXCERPT = 500;

    private final JmsTemplate jms;
    private final AuditTrail audit;

    DeadLetters(ConnectionFactory connections, AuditTrail audit) {
        this.jms = new JmsTemplate(connections);
        this.jms.setSessionTransacted(true);
        this.audit = audit;
    }

    /**
     * @param queue where it lies
     * @param from the queue that it was sent to
     * @param code why it was refused; null when the broker gave up on it
     * @param excerpt how its text, or the UTF-8 in its bytes, begins; null for other messages
     */
    public record DeadLetter(
            String messageId,
            String queue,
            String from,
            @Nullable String code,
            @Nullable String reason,
            @Nullable String correlationId,
            Instant sentAt,
            @Nullable String excerpt) {}

    /** At most {@code most} of each queue, oldest first. */
    public List<DeadLetter> list(int most) {
        List<DeadLetter> letters = new ArrayList<>();
        for (String queue : QUEUES) {
            jms.browse(queue, (session, browser) -> {
                Enumeration<?> messages = browser.getEnumeration();
                for (int i = 0; i < most && messages.hasMoreElements(); i++) {
                    letters.add(letter(queue, (Message) messages.nextElement()));
                }
                return null;
            });
        }
        return letters;
    }

    /** How many there are in one queue, told as {@code most} when there are more. */
    public int count(String queue, int most) {
        Integer count = jms.browse(queue, (session, browser) -> {
            int found = 0;
            for (Enumeration<?> messages = browser.getEnumeration(); found < most && messages.hasMoreElements(); ) {
                messages.nextElement();
                found++;
            }
            return found;
        });
        return count == null ? 0 : count;
    }

    /**
     * Sends the message back to the queue that it came from, in one transaction of the broker.
     *
     * @return where to; empty when there is no such message
     */
    public Optional<String> retry(String messageId, String actor) {
        Optional<Taken> taken = take(messageId, (session, queue, message) -> {
            String origin = origin(queue, message);
            SentBack.prepare(message);
            session.createProducer(session.createQueue(origin)).send(message);
            return new Taken(queue, origin);
        });
        taken.ifPresent(
                it -> audit.record(actor, "message.retry", messageId, Map.of("queue", it.queue(), "to", it.to())));
        return taken.map(Taken::to);
    }

    /** Takes the message away for good; returns where it lay. */
    public Optional<String> discard(String messageId, String actor, String note) {
        Optional<Taken> taken = take(messageId, (session, queue, message) -> new Taken(queue, queue));
        taken.ifPresent(
                it -> audit.record(actor, "message.discard", messageId, Map.of("queue", it.queue(), "note", note)));
        return taken.map(Taken::queue);
    }

    private record Taken(String queue, String to) {}

    private interface Use {
        Taken of(Session session, String queue, Message message) throws JMSException;
    }

    /** Has committed when it returns: what is audited has happened. */
    private Optional<Taken> take(String messageId, Use use) {
        if (!MESSAGE_ID.matcher(messageId).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(jms.execute(
                session -> {
                    for (String queue : QUEUES) {
                        try (MessageConsumer consumer = session.createConsumer(
                                session.createQueue(queue), "JMSMessageID = '" + messageId + "'")) {
                            Message message = consumer.receive(RECEIVE_MILLIS);
                            if (message != null) {
                                Taken taken = use.of(session, queue, message);
                                session.commit();
                                return taken;
                            }
                        }
                    }
                    return null;
                },
                true));
    }

    private static DeadLetter letter(String queue, Message message) throws JMSException {
        String text = text(message);
        return new DeadLetter(
                message.getJMSMessageID(),
                queue,
                origin(queue, message),
                message.getStringProperty("kvittCode"),
                message.getStringProperty("kvittReason"),
                message.getJMSCorrelationID(),
                Instant.ofEpochMilli(message.getJMSTimestamp()),
                text == null || text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT));
    }

    private static @Nullable String text(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            // Of four bytes a character, at most.
            byte[] beginning = new byte[(int) Math.min(4L * LONGEST_EXCERPT, bytes.getBodyLength())];
            int read = bytes.readBytes(beginning);
            return new String(beginning, 0, Math.max(0, read), StandardCharsets.UTF_8);
        }
        return message instanceof TextMessage text ? text.getText() : null;
    }

    /** The broker says where a dead or expired message was; a refused one was moved by the intake itself. */
    private static String origin(String queue, Message message) throws JMSException {
        String origin = queue.equals("kvitt.invalid")
                ? message.getStringProperty("kvittFrom")
                : message.getStringProperty("_AMQ_ORIG_ADDRESS");
        return origin == null ? "kvitt.commands" : origin;
    }
}
