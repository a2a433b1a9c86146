package io.kvitt.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

class ExclusiveQueueTest {

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    private Connection connection;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("in-vm", "vm://78"));
        broker.start();
        pool.setConnectionFactory(new ActiveMQConnectionFactory("vm://78"));
        connection = pool.createConnection();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        pool.stop();
        broker.stop();
    }

    @Test
    void from_a_queue_that_several_may_read_at_once_nothing_is_taken_and_the_remedy_is_named() throws Exception {
        declare("kvitt.commands", false);

        assertThatThrownBy(() -> ExclusiveQueue.require(session, "kvitt.commands"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("<queue name=\"kvitt.commands\" exclusive=\"true\"/>");
    }

    @Test
    void an_exclusive_queue_is_taken_from() throws Exception {
        declare("kvitt.commands", true);

        assertThatCode(() -> ExclusiveQueue.require(session, "kvitt.commands")).doesNotThrowAnyException();
    }

    @Test
    void a_queue_that_is_not_there_is_made_exclusive() throws Exception {
        ExclusiveQueue.require(session, "kvitt.commands");

        assertThat(broker.getActiveMQServer().locateQueue("kvitt.commands").isExclusive())
                .isTrue();
    }

    private void declare(String name, boolean exclusive) throws Exception {
        broker.getActiveMQServer()
                .createQueue(QueueConfiguration.of(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setExclusive(exclusive));
    }
}
