package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each user may do at a broker with Kvitt's broker.xml, and that this is all. */
@Tag("proof")
class BrokerRightsCampaign {

    private static final List<String> QUEUES = List.of(
            "kvitt.commands", "kvitt.order-status-changes", "kvitt.work", "kvitt.invalid", "kvitt.dlq", "kvitt.expiry");

    @TempDir
    static Path home;

    static StandaloneBroker broker;

    @BeforeAll
    static void open() throws IOException {
        broker = StandaloneBroker.start(home, home.resolve("broker.log"));
    }

    @AfterAll
    static void close() throws InterruptedException {
        broker.kill();
    }

    private interface Use {
        void of(Session session) throws JMSException;
    }

    private static void as(String user, Use use) throws JMSException {
        try (ActiveMQConnectionFactory factory = broker.as(user);
                Connection connection = factory.createConnection()) {
            connection.setClientID(user + "-" + System.nanoTime());
            connection.start();
            use.of(connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
        }
    }

    private static boolean may(String user, Use use) throws JMSException {
        try {
            as(user, use);
            return true;
        } catch (JMSSecurityException e) {
            return false;
        }
    }

    private static List<String> mayEach(String user, java.util.function.Function<String, Use> use) {
        return QUEUES.stream()
                .filter(queue -> {
                    try {
                        return may(user, use.apply(queue));
                    } catch (JMSException e) {
                        throw new IllegalStateException(user + " " + queue, e);
                    }
                })
                .toList();
    }

    private static Use sendTo(String queue) {
        return session -> send(session, session.createQueue(queue), "x");
    }

    private static Use consume(String queue) {
        return session -> session.createConsumer(session.createQueue(queue)).close();
    }

    private static Use browse(String queue) {
        return session -> session.createBrowser(session.createQueue(queue))
                .getEnumeration()
                .hasMoreElements();
    }

    private static void send(Session session, jakarta.jms.Destination to, String text) throws JMSException {
        try (MessageProducer producer = session.createProducer(to)) {
            producer.setTimeToLive(1);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            producer.send(session.createTextMessage(text));
        }
    }

    @Test
    void each_user_sends_to_its_own_queues_and_no_others() {
        assertThat(mayEach("erp", BrokerRightsCampaign::sendTo))
                .containsExactly("kvitt.commands", "kvitt.order-status-changes");
        assertThat(mayEach("kvitt", BrokerRightsCampaign::sendTo))
                .containsExactly("kvitt.commands", "kvitt.order-status-changes", "kvitt.work", "kvitt.invalid");
        assertThat(mayEach("listener", BrokerRightsCampaign::sendTo)).isEmpty();
        assertThat(mayEach("operator", BrokerRightsCampaign::sendTo)).isEmpty();
    }

    @Test
    void each_user_consumes_its_own_queues_and_no_others() {
        assertThat(mayEach("erp", BrokerRightsCampaign::consume)).isEmpty();
        assertThat(mayEach("kvitt", BrokerRightsCampaign::consume)).isEqualTo(QUEUES);
        assertThat(mayEach("listener", BrokerRightsCampaign::consume)).isEmpty();
        assertThat(mayEach("operator", BrokerRightsCampaign::consume))
                .containsExactly("kvitt.invalid", "kvitt.dlq", "kvitt.expiry");
    }

    @Test
    void only_kvitt_and_operators_look_into_the_queues_of_what_went_wrong() {
        assertThat(mayEach("erp", BrokerRightsCampaign::browse)).isEmpty();
        assertThat(mayEach("listener", BrokerRightsCampaign::browse)).isEmpty();
        List<String> wrong = List.of("kvitt.invalid", "kvitt.dlq", "kvitt.expiry");
        assertThat(mayEach("kvitt", BrokerRightsCampaign::browse)).isEqualTo(wrong);
        assertThat(mayEach("operator", BrokerRightsCampaign::browse)).isEqualTo(wrong);
    }

    @Test
    void outcomes_are_told_by_kvitt_and_heard_by_listeners() throws JMSException {
        Use tell = session -> send(session, session.createTopic("kvitt.outcomes"), "x");
        Use hear = session ->
                session.createConsumer(session.createTopic("kvitt.outcomes")).close();
        Use hearForEver = session -> session.createDurableConsumer(session.createTopic("kvitt.outcomes"), "books")
                .close();
        assertThat(StandaloneBroker.USERS.stream().filter(user -> unchecked(user, tell)))
                .containsExactly("kvitt");
        assertThat(StandaloneBroker.USERS.stream().filter(user -> unchecked(user, hear)))
                .containsExactly("listener");
        assertThat(StandaloneBroker.USERS.stream().filter(user -> unchecked(user, hearForEver)))
                .containsExactly("listener");
    }

    private static boolean unchecked(String user, Use use) {
        try {
            return may(user, use);
        } catch (JMSException e) {
            throw new IllegalStateException(user, e);
        }
    }

    @Test
    void replies_come_to_a_queue_of_the_erps_own_making() throws JMSException {
        as("erp", erp -> {
            Queue lasting = erp.createQueue("erp.replies");
            Queue passing = erp.createTemporaryQueue();
            for (Queue replies : List.of(lasting, passing)) {
                try (MessageConsumer consumer = erp.createConsumer(replies)) {
                    as(
                            "kvitt",
                            kvitt -> kvitt.createProducer(kvitt.createQueue(replies.getQueueName()))
                                    .send(kvitt.createTextMessage("done")));
                    Message reply = consumer.receive(5_000);
                    assertThat(reply).as(replies.getQueueName()).isNotNull();
                    assertThat(may("listener", consume(replies.getQueueName()))).isFalse();
                    assertThat(may("kvitt", consume(replies.getQueueName()))).isFalse();
                    assertThat(may("erp", sendTo(replies.getQueueName()))).isFalse();
                }
            }
        });
    }

    @Test
    void nobody_makes_queues_elsewhere() {
        for (String user : StandaloneBroker.USERS) {
            assertThatThrownBy(() -> as(user, consume("mine"))).as(user).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> as(user, sendTo("kvitt.mine"))).as(user).isInstanceOf(JMSException.class);
        }
    }

    @Test
    void nobody_is_let_in_without_the_password() {
        assertThatThrownBy(() -> {
                    try (ActiveMQConnectionFactory factory =
                            new ActiveMQConnectionFactory(broker.url(), "kvitt", "wrong")) {
                        factory.createConnection().close();
                    }
                })
                .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> {
                    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url())) {
                        factory.createConnection().close();
                    }
                })
                .isInstanceOf(JMSSecurityException.class);
    }

    /** It would be for a person to look at, although the next sweep does what it was for. */
    @Test
    void a_wake_up_that_nobody_took_is_gone() throws JMSException {
        as("kvitt", session -> {
            send(session, session.createQueue("kvitt.work"), "wake");
            send(session, session.createQueue("kvitt.commands"), "command");
        });
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> expired("command"));
        assertThat(expired("wake")).isFalse();
    }

    private static boolean expired(String text) throws JMSException {
        boolean[] found = new boolean[1];
        as("operator", session -> {
            var messages =
                    session.createBrowser(session.createQueue("kvitt.expiry")).getEnumeration();
            while (messages.hasMoreElements()) {
                found[0] |= text.equals(((Message) messages.nextElement()).getBody(String.class));
            }
        });
        return found[0];
    }
}
