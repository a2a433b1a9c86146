package io.kvitt.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** A queue that gives its messages to one consumer at a time. */
final class ExclusiveQueue {

    private ExclusiveQueue() {}

    /**
     * Asks the broker whether the queue is one, and makes it so when it is not there yet. From any other, two instances
     * would take what one sender sent for one payment in an order of chance: nothing is taken from it then.
     *
     * @throws JMSException when it is not, and says how to mend that
     */
    static void require(Session session, String queue) throws JMSException {
        Optional<ClientSession> artemis = CoreSession.of(session);
        if (artemis.isEmpty()) {
            return;
        }
        ClientSession core = artemis.get();
        try {
            ClientSession.QueueQuery found = core.queueQuery(SimpleString.of(queue));
            if (!found.isExists()) {
                core.createQueue(QueueConfiguration.of(queue)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setExclusive(true));
            } else if (!Boolean.TRUE.equals(found.isExclusive())) {
                throw new JMSException(
                        "the queue " + queue + " is not exclusive, so that its order would be lost and nothing"
                                + " is taken from it: declare it in broker.xml as <queue name=\"" + queue
                                + "\" exclusive=\"true\"/>, as deploy/artemis does, and start the broker again");
            }
        } catch (ActiveMQException e) {
            throw (JMSException)
                    new JMSException("the broker does not say what the queue " + queue + " is").initCause(e);
        }
    }
}
