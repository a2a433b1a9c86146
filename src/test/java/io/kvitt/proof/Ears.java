package io.kvitt.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Who is told: a durable subscriber of the outcomes, and the ERP that asked for replies. */
final class Ears {

    static final String REPLIES = "erp.replies";

    private static final long NOTHING_MORE_MILLIS = 2_000;

    private final Function<String, ActiveMQConnectionFactory> broker;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * From now on nothing that is told is missed.
     *
     * @param broker how a user connects to it
     */
    Ears(Function<String, ActiveMQConnectionFactory> broker) throws JMSException {
        this.broker = broker;
        as("listener", session -> outcomes(session).close());
        as(
                "erp",
                session -> session.createConsumer(session.createQueue(REPLIES)).close());
    }

    /** The commands whose outcomes were told to all. */
    Set<String> heard() throws JMSException {
        Set<String> heard = new HashSet<>();
        as("listener", session -> drain(outcomes(session), heard));
        return heard;
    }

    /** The commands whose outcomes were told to the ERP. */
    Set<String> replied() throws JMSException {
        Set<String> replied = new HashSet<>();
        as("erp", session -> drain(session.createConsumer(session.createQueue(REPLIES)), replied));
        return replied;
    }

    private static MessageConsumer outcomes(Session session) throws JMSException {
        return session.createDurableConsumer(session.createTopic("kvitt.outcomes"), "books");
    }

    private void drain(MessageConsumer consumer, Set<String> commands) throws JMSException {
        for (Message next = consumer.receive(NOTHING_MORE_MILLIS);
                next != null;
                next = consumer.receive(NOTHING_MORE_MILLIS)) {
            try {
                commands.add(json.readTree(next.getBody(String.class))
                        .path("commandId")
                        .asText());
            } catch (IOException e) {
                throw new AssertionError("an outcome that is no JSON", e);
            }
        }
    }

    private interface Use {
        void of(Session session) throws JMSException;
    }

    private void as(String user, Use use) throws JMSException {
        try (ActiveMQConnectionFactory factory = broker.apply(user);
                Connection connection = factory.createConnection()) {
            connection.setClientID(user);
            connection.start();
            use.of(connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
        }
    }
}
