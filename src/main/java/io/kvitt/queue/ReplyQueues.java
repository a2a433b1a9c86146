package io.kvitt.queue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.springframework.jms.support.JmsUtils;
import org.springframework.stereotype.Component;

/** Asks the broker which queues are there to be replied to. */
@Component
final class ReplyQueues {

    /** Temporary queues are named so. */
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ConnectionFactory connections;

    ReplyQueues(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Those of the queues to which nothing must be sent: temporary ones whose asker has left, and others that nobody has
     * made and the broker does not make. A message to one of the former could bring it back, as a queue for ever.
     */
    Set<String> gone(Set<String> queues) {
        Set<String> gone = new TreeSet<>();
        // Not by a template, whose session would take part in whatever transaction there is.
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            Optional<ClientSession> core = CoreSession.of(session);
            for (String queue : queues) {
                if (core.isPresent() && isGone(core.get(), queue)) {
                    gone.add(queue);
                }
            }
            return gone;
        } catch (JMSException e) {
            throw JmsUtils.convertJmsAccessException(e);
        }
    }

    private static boolean isGone(ClientSession core, String queue) throws JMSException {
        try {
            ClientSession.AddressQuery found = core.addressQuery(SimpleString.of(queue));
            return !found.isExists()
                    && (!found.isAutoCreateQueues() || UUID.matcher(queue).matches());
        } catch (ActiveMQException e) {
            throw (JMSException)
                    new JMSException("the broker does not say whether " + queue + " is there").initCause(e);
        }
    }
}
