package io.kvitt.local;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * For trying Kvitt out: sends standard input as one message and prints the reply.
 *
 * <p>Arguments: the queue (default {@code kvitt.commands}) and the broker's address (default
 * {@code tcp://127.0.0.1:61616}).
 */
final class JmsRequest {

    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private JmsRequest() {}

    public static void main(String[] args) throws JMSException, IOException {
        String queue = args.length > 0 ? args[0] : "kvitt.commands";
        String broker = args.length > 1 ? args[1] : "tcp://127.0.0.1:61616";
        String command = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue replies = session.createTemporaryQueue();
            TextMessage message = session.createTextMessage(command);
            message.setJMSReplyTo(replies);
            session.createProducer(session.createQueue(queue)).send(message);
            try (MessageConsumer consumer = session.createConsumer(replies)) {
                Message reply = consumer.receive(LONGEST_WAIT_MILLIS);
                System.out.println(reply == null ? "no reply within 30 s" : reply.getBody(String.class));
            }
        }
    }
}
