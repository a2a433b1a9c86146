package io.kvitt.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.messaginghub.pooled.jms.JmsPoolSession;

/** What Artemis knows of its queues and JMS has no words for. */
final class CoreSession {

    private CoreSession() {}

    /** The broker's own session under a JMS one; empty when another client made that. */
    static Optional<ClientSession> of(Session session) throws JMSException {
        Session inner = session instanceof JmsPoolSession pooled ? pooled.getInternalSession() : session;
        return inner instanceof ActiveMQSession artemis ? Optional.of(artemis.getCoreSession()) : Optional.empty();
    }
}
