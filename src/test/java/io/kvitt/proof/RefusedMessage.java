package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;

/** A message that can never be accepted: Kvitt must be allowed to put it aside, to show it, and to take it away. */
final class RefusedMessage {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Broker broker;
    private final KvittProcess kvitt;

    RefusedMessage(Broker broker, KvittProcess kvitt) {
        this.broker = broker;
        this.kvitt = kvitt;
    }

    /** Sends one to the queue, and follows it until it is gone. */
    void follow(String queue) throws Exception {
        send(queue, "{\"no\":\"such thing\"}");
        Awaitility.await(queue).atMost(BOUND).until(() -> id(queue) != null);
        assertThat(kvitt.call(
                                "POST",
                                "/attention/messages/" + id(queue) + "/discard",
                                KvittProcess.KEY,
                                "{\"note\":\"seen\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(id(queue)).isNull();
    }

    private void send(String queue, String text) throws JMSException {
        try (ActiveMQConnectionFactory factory = broker.forSenders();
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text));
        }
    }

    private String id(String from) throws IOException, InterruptedException {
        JsonNode attention = new ObjectMapper()
                .readTree(
                        kvitt.call("GET", "/attention", KvittProcess.KEY, null).body());
        for (JsonNode message : attention.path("messages")) {
            if (message.path("from").asText().equals(from)) {
                return message.path("messageId").asText();
            }
        }
        return null;
    }
}
