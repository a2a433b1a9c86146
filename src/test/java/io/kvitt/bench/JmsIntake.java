package io.kvitt.bench;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Persistent messages, a hundred to a commit when there are many. */
final class JmsIntake implements Intake {

    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;

    JmsIntake(String brokerUrl, String queue) throws JMSException {
        connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        producer = session.createProducer(session.createQueue(queue));
    }

    @Override
    public String name() {
        return "JMS";
    }

    @Override
    public void send(List<Activation> activations) {
        sendTexts(activations.stream().map(Activation::json).toList());
    }

    void sendTexts(List<String> texts) {
        try {
            for (int i = 0; i < texts.size(); i++) {
                producer.send(session.createTextMessage(texts.get(i)));
                if (i % 100 == 99 || i == texts.size() - 1) {
                    session.commit();
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
