package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.card;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What messages bring along beside their text, and what must not go on with them. */
@EndToEnd
class QueueMessagesEndToEndTest {

    private static final long BOUND_MILLIS = 20_000;
    private static final Duration BOUND = Duration.ofMillis(BOUND_MILLIS);

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    private CamelContext camel;

    @Autowired
    private JdbcTemplate jdbc;

    private Connection connection;
    private Session session;

    @BeforeEach
    void connect() throws JMSException {
        connection = connections.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    @Test
    void a_command_without_an_id_is_known_by_its_messages_own() throws Exception {
        String id = make(invoice());

        Message sent = send("kvitt.commands", text(command("annul", id)));

        await().atMost(BOUND).until(() -> ids(id).equals(List.of(sent.getJMSMessageID())));
    }

    @Test
    void the_property_commandId_wins_over_the_correlation_id_and_the_messages_own() throws Exception {
        String id = make(invoice());
        Message message = text(command("annul", id));
        message.setStringProperty("commandId", "property-" + id);
        message.setJMSCorrelationID("correlation-" + id);

        send("kvitt.commands", message);

        await().atMost(BOUND).until(() -> ids(id).equals(List.of("property-" + id)));
    }

    /** Stored and not acknowledged: a second command would put the old total back. */
    @Test
    void an_update_that_is_delivered_again_after_a_later_one_does_not_put_the_old_total_back() throws Exception {
        String id = make(card());
        Api api = new Api(port);
        camel.getRouteController().stopRoute("tell-senders");
        try {
            send("kvitt.commands", text(update(id, 90_000)));
            await().atMost(BOUND).until(() -> ids(id).size() == 1);
            assertThat(api.command(update(id, 80_000)).text("code")).isEqualTo("updated");
            loseConsumerOf("kvitt.commands");
        } finally {
            camel.getRouteController().startRoute("tell-senders");
        }
        send("kvitt.commands", text(command("activate", id)));

        await().atMost(BOUND).until(() -> effects("svea", id).size() == 3);
        assertThat(ids(id)).hasSize(3);
        assertThat(effects("svea", id)).endsWith("deliver 80000");
    }

    /** As if its client had died. */
    private void loseConsumerOf(String queue) {
        ActiveMQServer server = broker.getActiveMQServer();
        for (ServerSession each : server.getSessions()) {
            if (each.getServerConsumers().stream()
                    .anyMatch(consumer -> consumer.getQueueName().toString().equals(queue))) {
                each.getRemotingConnection().fail(new ActiveMQException("a test"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kvitt.commands", "kvitt.order-status-changes"})
    void bytes_of_utf_8_are_read_as_text_is(String queue) throws Exception {
        String number = Orders.number();
        String body = queue.equals("kvitt.commands")
                ? "{'commandId':'bytes-" + number + "','action':'annul','orderNumber':'" + number
                        + "','reason':'Återförd, 🧾'}"
                : "{'orderNumber':'" + number + "','status':'Återförd','occurredAt':'2026-11-20T12:00:00Z'}";
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        send(queue, message);

        String sql = queue.equals("kvitt.commands")
                ? "select reason from command where order_number = ?"
                : "select status from order_status_change where order_number = ?";
        await().atMost(BOUND)
                .until(() -> !jdbc.queryForList(sql, String.class, number).isEmpty());
        assertThat(jdbc.queryForObject(sql, String.class, number)).startsWith("Återförd");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_and_kept_as_they_came() throws Exception {
        BytesMessage message = session.createBytesMessage();
        byte[] latin1 = "{\"action\":\"Återförd\"}".getBytes(StandardCharsets.ISO_8859_1);
        message.writeBytes(latin1);
        message.setJMSCorrelationID("latin1");

        send("kvitt.commands", message);

        BytesMessage kept = (BytesMessage) refused("JMSCorrelationID = 'latin1'");
        assertThat(kept.getStringProperty("kvittReason")).isEqualTo("body: send UTF-8");
        byte[] body = new byte[(int) kept.getBodyLength()];
        kept.readBytes(body);
        assertThat(body).isEqualTo(latin1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "line\nbreak", "half \ud83e", "long"})
    void a_correlation_id_that_could_not_be_told_back_is_refused_at_once(String unfit) throws Exception {
        for (String queue : List.of("kvitt.commands", "kvitt.order-status-changes")) {
            String id = make(invoice());
            String marker = "unfit-" + id;
            Message message = text(
                    queue.equals("kvitt.commands")
                            ? "{'commandId':'" + marker + "',"
                                    + command("annul", id).substring(1)
                            : "{'changeId':'" + marker + "','orderNumber':'" + id
                                    + "','status':'X','occurredAt':'2026-11-20T12:00:00Z'}");
            message.setJMSCorrelationID(unfit.equals("long") ? "x".repeat(256) : unfit);
            message.setStringProperty("marker", marker);

            Message sent = send(queue, message);

            Message kept = refused("kvittMessageId = '" + sent.getJMSMessageID() + "'");
            assertThat(kept.getStringProperty("kvittField")).isEqualTo("JMSCorrelationID");
            assertThat(kept.getStringProperty("kvittCode")).isEqualTo("invalid-value");
            assertThat(ids(id)).isEmpty();
        }
    }

    @Test
    void a_refused_message_is_kept_without_what_the_broker_or_its_sender_noted_on_it() throws Exception {
        Message message = text("{'no':'duplicate'}");
        message.setStringProperty("_AMQ_DUPL_ID", "refused-" + System.nanoTime());
        message.setStringProperty("JMSXGroupID", "a group");
        message.setStringProperty("theirs", "x");
        message.setJMSCorrelationID("noted");

        send("kvitt.commands", message);

        assertThat(properties(refused("JMSCorrelationID = 'noted'")))
                .containsExactlyInAnyOrder("kvittCode", "kvittField", "kvittReason", "kvittFrom", "kvittMessageId");
    }

    @Test
    void a_reply_says_nothing_of_the_request_but_its_correlation_id() throws Exception {
        String id = make(invoice());
        Queue replies = session.createTemporaryQueue();
        MessageConsumer told = session.createConsumer(replies);
        for (String body : List.of("{'no':'reply'}", command("annul", id))) {
            Message message = text(body);
            message.setStringProperty("_AMQ_DUPL_ID", "asked-" + System.nanoTime());
            message.setStringProperty("theirs", "x");
            message.setJMSCorrelationID("asked-" + id);
            message.setJMSReplyTo(replies);
            send("kvitt.commands", message);

            Message reply = told.receive(BOUND_MILLIS);
            assertThat(reply.getJMSCorrelationID()).isEqualTo("asked-" + id);
            assertThat(properties(reply)).isSubsetOf("commandId");
        }
    }

    /** The queue remembers the id, and would let the message vanish or refuse it for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"kvitt.dlq", "kvitt.expiry"})
    void a_dead_letter_with_a_duplicate_detection_id_can_be_sent_back(String queue) throws Exception {
        Api api = new Api(port);
        String id = make(invoice());
        String duplicateId = "dead-" + System.nanoTime();
        Message first = text("{'no':'first'}");
        first.setStringProperty("_AMQ_DUPL_ID", duplicateId);
        first.setJMSCorrelationID(duplicateId);
        send("kvitt.commands", first);
        refused("JMSCorrelationID = '" + duplicateId + "'");
        Message dead = text(command("annul", id));
        dead.setStringProperty("_AMQ_DUPL_ID", duplicateId);
        dead.setStringProperty("_AMQ_ORIG_ADDRESS", "kvitt.commands");
        dead.setStringProperty("theirs", "kept");
        Message sent = send(queue, dead);

        String path = "/attention/messages/" + sent.getJMSMessageID() + "/retry";
        assertThat(api.send("POST", path, null).text("returnedTo")).isEqualTo("kvitt.commands");

        await().atMost(BOUND).until(() -> effects("svea", id).equals(List.of("cancel-order 100000")));
        assertThat(ids(id)).containsExactly(sent.getJMSMessageID());
        assertThat(audited("message.retry", sent.getJMSMessageID())).isOne();
        assertThat(api.send("POST", path, null).status()).isEqualTo(404);
        assertThat(audited("message.retry", sent.getJMSMessageID())).isOne();
    }

    @Test
    void askers_who_have_left_leave_no_queue_behind() throws Exception {
        List<String> gone = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            orders.add(make(invoice()));
            try (Connection asker = connections.createConnection()) {
                Session asking = asker.createSession(false, Session.AUTO_ACKNOWLEDGE);
                Queue replies = asking.createTemporaryQueue();
                gone.add(replies.getQueueName());
                for (String body : List.of("{'no':'gone-" + i + "'}", command("annul", orders.get(i)))) {
                    Message message = asking.createTextMessage(body.replace('\'', '"'));
                    message.setJMSReplyTo(replies);
                    message.setJMSCorrelationID("gone-" + orders.get(i));
                    asking.createProducer(asking.createQueue("kvitt.commands")).send(message);
                }
                ((jakarta.jms.TemporaryQueue) replies).delete();
            }
        }

        for (String id : orders) {
            refused("JMSCorrelationID = 'gone-" + id + "'");
            await().atMost(BOUND)
                    .until(() -> jdbc.queryForObject(
                                    "select count(*) from command where provider_order_id = ? and published_at is not null",
                                    Integer.class,
                                    id)
                            == 1);
        }
        ActiveMQServer server = broker.getActiveMQServer();
        assertThat(gone.stream().filter(name -> server.locateQueue(name) != null))
                .isEmpty();
        assertThat(gone.stream().filter(name -> server.getAddressInfo(SimpleString.of(name)) != null))
                .isEmpty();
    }

    private Integer audited(String action, String target) {
        return jdbc.queryForObject(
                "select count(*) from audit where what = ? and subject = ?", Integer.class, action, target);
    }

    private static List<String> properties(Message message) throws JMSException {
        return Collections.list((java.util.Enumeration<?>) message.getPropertyNames()).stream()
                .map(String::valueOf)
                .filter(name -> !name.equals("JMSXDeliveryCount"))
                .toList();
    }

    private Message refused(String selector) throws JMSException {
        try (MessageConsumer invalid = session.createConsumer(session.createQueue("kvitt.invalid"), selector)) {
            Message kept = invalid.receive(BOUND_MILLIS);
            assertThat(kept).as(selector).isNotNull();
            return kept;
        }
    }

    private Message text(String body) throws JMSException {
        return session.createTextMessage(body.replace('\'', '"'));
    }

    private Message send(String queue, Message message) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.send(message);
            return message;
        }
    }

    private static String command(String action, String id) {
        return "{'action':'" + action + "','account':'svea','providerOrderId':'" + id + "'}";
    }

    private static String update(String id, int amount) {
        return "{'action':'update','account':'svea','providerOrderId':'" + id + "','currency':'SEK','amount':" + amount
                + "}";
    }

    private List<String> ids(String providerOrderId) {
        return jdbc.queryForList(
                "select command_id from command where provider_order_id = ? order by id",
                String.class,
                providerOrderId);
    }
}
