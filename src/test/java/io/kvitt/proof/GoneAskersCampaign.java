package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.simulation.NewOrder;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Callers who ask with a temporary reply queue and have left before Kvitt answers, be it at once or when their command has
 * ended: nothing of them is left, also when the broker has been started again.
 */
@Tag("proof")
class GoneAskersCampaign {

    private static final int A_CONNECTION = 100;
    private static final int ANSWERED_BY_OUTCOME = 5;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final int askers = Integer.getInteger("proof.askers", 10_000);

    @Test
    void nothing_is_left_at_a_stand_alone_broker() throws Exception {
        try (Stage stage = new Stage(new Random(1), true)) {
            StandaloneBroker broker = StandaloneBroker.start(
                    stage.home().resolve("artemis"), stage.home().resolve("artemis.log"));
            answerNobody(stage, broker, broker.as("kvitt"));
        }
    }

    @Test
    void nothing_is_left_at_a_broker_as_the_embedded_one() throws Exception {
        try (Stage stage = new Stage(new Random(1), true)) {
            BrokerProcess broker = BrokerProcess.start(
                    stage.home().resolve("broker"), stage.home().resolve("broker.log"));
            answerNobody(stage, broker, broker.forSenders());
        }
    }

    private void answerNobody(Stage stage, Broker broker, ActiveMQConnectionFactory eyes) throws Exception {
        List<String> gone = ask(stage, broker);
        assertThat(left(eyes, gone)).as("before anything was answered").isZero();
        try (Cluster cluster = new Cluster(stage, 1, broker)) {
            int outcomes = askers / ANSWERED_BY_OUTCOME;
            Awaitility.await("all are answered")
                    .atMost(LONGEST)
                    .until(() -> stage.postgres().count("select count(*) from command where ended_at is not null")
                            == outcomes);
            Awaitility.await("all is told")
                    .atMost(LONGEST)
                    .until(() ->
                            stage.postgres().count("select count(*) from command where published_at is null") == 0);
            Awaitility.await("all that is wrong is refused").atMost(LONGEST).until(() -> waiting(eyes) == 0);
            long after = left(eyes, gone);
            cluster.broker().kill();
            cluster.broker().restart();
            long afterRestart = left(eyes, gone);
            System.out.printf(
                    "gone askers: %d at %s, %d of them answered by their outcome; queues left %d, after a restart %d%n",
                    askers, broker.getClass().getSimpleName(), outcomes, after, afterRestart);
            assertThat(after).as("left").isZero();
            assertThat(afterRestart).as("left after a restart").isZero();
            stage.allIsWell();
        }
    }

    private List<String> ask(Stage stage, Broker broker) throws JMSException {
        List<String> queues = new ArrayList<>();
        for (int asked = 0; asked < askers; ) {
            try (ActiveMQConnectionFactory factory = broker.forSenders();
                    Connection connection = factory.createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"))) {
                for (int i = 0; i < A_CONNECTION && asked < askers; i++, asked++) {
                    Queue replies = session.createTemporaryQueue();
                    queues.add(replies.getQueueName());
                    TextMessage message = session.createTextMessage(
                            asked % ANSWERED_BY_OUTCOME == 0 ? annul(stage, asked) : "{\"action\":\"anull\"}");
                    message.setJMSReplyTo(replies);
                    producer.send(message);
                }
                session.commit();
            }
        }
        return queues;
    }

    private static String annul(Stage stage, int number) {
        String id = stage.sandbox()
                .create(NewOrder.authorized("svea", Integer.toString(3_000_000 + number), 9900)
                        .paidBy("Invoice"))
                .id();
        return "{\"action\":\"annul\",\"account\":\"svea\",\"providerOrderId\":\"" + id + "\"}";
    }

    private interface Look {
        long at(ClientSession session) throws ActiveMQException;
    }

    private static long left(ActiveMQConnectionFactory eyes, List<String> queues) throws JMSException {
        return look(eyes, session -> {
            long left = 0;
            for (String queue : queues) {
                left += session.addressQuery(SimpleString.of(queue)).isExists()
                                || session.queueQuery(SimpleString.of(queue)).isExists()
                        ? 1
                        : 0;
            }
            return left;
        });
    }

    private static long waiting(ActiveMQConnectionFactory eyes) throws JMSException {
        return look(
                eyes,
                session -> session.queueQuery(SimpleString.of("kvitt.commands")).getMessageCount());
    }

    private static long look(ActiveMQConnectionFactory eyes, Look look) throws JMSException {
        try (Connection connection = eyes.createConnection();
                Session session = connection.createSession()) {
            return look.at(((ActiveMQSession) session).getCoreSession());
        } catch (ActiveMQException e) {
            throw new AssertionError(e);
        }
    }
}
