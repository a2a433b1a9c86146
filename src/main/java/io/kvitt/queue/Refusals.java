package io.kvitt.queue;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.views.Json;
import io.kvitt.views.Problem;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Letters about a message that can never be accepted: itself with the reason, and the problem to its sender. */
final class Refusals {

    private Refusals() {}

    /** The message as it came, for {@code kvitt.invalid}. */
    static Letter kept(Incoming incoming, CommandRejected rejected) throws JMSException {
        Message message = incoming.message();
        List<Violation> violations = rejected.violations();
        Map<String, Object> headers = new HashMap<>();
        put(headers, "JMSCorrelationID", message.getJMSCorrelationID());
        String first = message.getStringProperty(Incoming.FIRST_ID);
        put(headers, Incoming.FIRST_ID, first == null ? message.getJMSMessageID() : first);
        put(headers, "kvittFrom", message.getJMSDestination() instanceof Queue queue ? queue.getQueueName() : null);
        put(headers, "kvittCode", violations.get(0).code().wireName());
        put(headers, "kvittField", violations.get(0).field());
        put(
                headers,
                "kvittReason",
                violations.stream()
                        .limit(20)
                        .map(violation -> violation.field() + ": " + violation.remedy())
                        .collect(Collectors.joining("; ")));
        return new Letter("kvitt.invalid", content(message), headers);
    }

    private static void put(Map<String, Object> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** What a serialized object or a stream held cannot be passed on. */
    private static Object content(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? "" : text.getText();
        }
        if (message instanceof BytesMessage bytes) {
            return Incoming.bytes(bytes, Integer.MAX_VALUE);
        }
        Map<String, Object> content = new HashMap<>();
        if (message instanceof MapMessage map) {
            for (Object name : Collections.list(map.getMapNames())) {
                content.put((String) name, map.getObject((String) name));
            }
        }
        return content.isEmpty() ? "" : content;
    }

    /** The problem as JSON; empty when nobody has asked for a reply, or not for one that can be sent. */
    static Optional<Letter> answer(Incoming incoming, CommandRejected rejected) throws JMSException {
        String replyTo;
        try {
            replyTo = incoming.replyTo();
        } catch (CommandRejected e) {
            return Optional.empty();
        }
        return answer(incoming, replyTo, Problem.of(rejected.violations()));
    }

    /** @param replyTo null when nobody has asked */
    static Optional<Letter> answer(Incoming incoming, @Nullable String replyTo, Object view) throws JMSException {
        if (replyTo == null) {
            return Optional.empty();
        }
        Map<String, Object> headers = new HashMap<>();
        String correlationId = incoming.message().getJMSCorrelationID();
        // As the convention of JMS has it for a request without one.
        put(
                headers,
                "JMSCorrelationID",
                correlationId == null ? incoming.message().getJMSMessageID() : correlationId);
        return Optional.of(new Letter(replyTo, Json.text(view), headers));
    }
}
