package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.queue.OutcomePublisher;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@EndToEnd
class JmsEndToEndTest {

    private static final long BOUND_MILLIS = 20_000;

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private OutcomePublisher outcomes;

    private Connection connection;
    private Session session;
    private Queue replies;

    @BeforeEach
    void connect() throws JMSException {
        connection = connections.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        replies = session.createTemporaryQueue();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    @Test
    void a_command_is_executed_and_its_outcome_replied_with_the_senders_correlation_id() throws Exception {
        String id = make(invoice());

        Message reply = request(
                "{'commandId':'jms-" + id + "','action':'annul','account':'svea','providerOrderId':'" + id + "'}",
                "corr-1");

        assertThat(reply.getJMSCorrelationID()).isEqualTo("corr-1");
        assertThat(json(reply).path("commandId").asText()).isEqualTo("jms-" + id);
        assertThat(json(reply).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(json(reply).has("suggestedOrderStatus")).isFalse();
        assertThat(effects("svea", id)).containsExactly("cancel-order 100000");
    }

    @Test
    void the_correlation_id_is_the_command_id_of_a_body_that_has_none() throws Exception {
        String id = make(invoice());

        Message reply = request("{'action':'annul','account':'svea','providerOrderId':'" + id + "'}", "corr-" + id);

        assertThat(json(reply).path("commandId").asText()).isEqualTo("corr-" + id);
    }

    @Test
    void every_outcome_is_told_to_the_topic() throws Exception {
        String id = make(invoice());
        try (MessageConsumer topic = session.createConsumer(session.createTopic("kvitt.outcomes"))) {
            send(
                    "{'commandId':'topic-" + id + "','action':'credit','account':'svea','providerOrderId':'" + id
                            + "'}",
                    null,
                    null);
            JsonNode told = json(topic.receive(BOUND_MILLIS));
            while (!told.path("commandId").asText().equals("topic-" + id)) {
                told = json(topic.receive(BOUND_MILLIS));
            }
            assertThat(told.path("state").asText()).isEqualTo("REFUSED");
            assertThat(told.path("code").asText()).isEqualTo("not-activated");
            assertThat(told.path("suggestedOrderStatus").asText()).isEqualTo("payment-error");
        }
    }

    /** Had it been told only afterwards, a crash in between would have left it untold for ever. */
    @Test
    void an_outcome_has_been_told_before_it_is_marked_as_told() throws Exception {
        String id = make(invoice());
        Message first = request(
                "{'commandId':'told-" + id + "','action':'annul','account':'svea','providerOrderId':'" + id + "'}",
                null);
        try (MessageConsumer consumer = session.createConsumer(replies);
                MessageConsumer topic = session.createConsumer(session.createTopic("kvitt.outcomes"))) {
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                jdbc.update("update command set published_at = null where command_id = ?", "told-" + id);

                outcomes.publish();

                try {
                    assertThat(consumer.receive(BOUND_MILLIS)).isNotNull();
                    JsonNode told = json(topic.receive(BOUND_MILLIS));
                    while (!told.path("commandId").asText().equals("told-" + id)) {
                        told = json(topic.receive(BOUND_MILLIS));
                    }
                } catch (Exception e) {
                    throw new AssertionError("nothing was told", e);
                }
                status.setRollbackOnly();
            });
        }
        assertThat(json(first).path("state").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_message_that_comes_twice_takes_effect_once() throws Exception {
        String id = make(invoice());
        String body =
                "{'commandId':'twice-" + id + "','action':'activate','account':'svea','providerOrderId':'" + id + "'}";
        send(body, null, null);

        Message reply = request(body, null);

        assertThat(json(reply).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(effects("svea", id)).hasSize(1);
    }

    @Test
    void a_message_whose_command_could_not_be_committed_is_delivered_again() throws Exception {
        String id = make(invoice());
        jdbc.execute("create sequence commits");
        jdbc.execute("""
                create function fail_once() returns trigger language plpgsql as $$ begin
                    if nextval('commits') = 1 then raise exception 'the database is away'; end if;
                    return new;
                end $$""");
        jdbc.execute("create trigger fail_once before insert on command for each row when (new.command_id = 'late-" + id
                + "') execute function fail_once()");
        try {
            Message reply = request(
                    "{'commandId':'late-" + id + "','action':'annul','account':'svea','providerOrderId':'" + id + "'}",
                    null);

            assertThat(json(reply).path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(jdbc.queryForObject("select last_value from commits", Long.class))
                    .isEqualTo(2);
        } finally {
            jdbc.execute("drop trigger fail_once on command");
            jdbc.execute("drop function fail_once");
            jdbc.execute("drop sequence commits");
        }
    }

    @Test
    void a_message_that_can_never_be_accepted_goes_to_the_invalid_queue_with_the_reason() throws Exception {
        Message reply = request("{'action':'anull','orderNumber':'1'}", "bad-1");

        assertThat(json(reply).path("violations").get(0).path("field").asText()).isEqualTo("action");
        try (MessageConsumer invalid =
                session.createConsumer(session.createQueue("kvitt.invalid"), "kvittField = 'action'")) {
            Message refused = invalid.receive(BOUND_MILLIS);
            assertThat(refused.getStringProperty("kvittCode")).isEqualTo("invalid-value");
            assertThat(refused.getStringProperty("kvittReason")).contains("activate, annul, credit");
            assertThat(refused.getBody(String.class)).contains("anull");
        }
    }

    @Test
    void a_reply_is_never_sent_into_one_of_kvitts_own_queues() throws Exception {
        send("{'action':'annul','orderNumber':'1'}", "loop", session.createQueue("kvitt.commands"));

        try (MessageConsumer invalid =
                session.createConsumer(session.createQueue("kvitt.invalid"), "kvittField = 'JMSReplyTo'")) {
            assertThat(invalid.receive(BOUND_MILLIS)).isNotNull();
        }
    }

    @Test
    void a_reply_that_cannot_be_sent_holds_up_nobody_else() throws Exception {
        send(
                "{'commandId':'nowhere','action':'annul','account':'svea','providerOrderId':'" + make(invoice()) + "'}",
                "x",
                session.createQueue("a.queue.that.nobody.reads"));
        send("{'action':'annul','orderNumber':'1'}", "y", session.createQueue("activemq.notifications"));
        String id = make(invoice());

        Message reply =
                request("{'action':'annul','account':'svea','providerOrderId':'" + id + "'}", "corr-after-" + id);

        assertThat(json(reply).path("state").asText()).isEqualTo("SUCCEEDED");
        try (MessageConsumer invalid =
                session.createConsumer(session.createQueue("kvitt.invalid"), "JMSCorrelationID = 'y'")) {
            assertThat(invalid.receive(BOUND_MILLIS).getStringProperty("kvittField"))
                    .isEqualTo("JMSReplyTo");
        }
    }

    @Test
    void a_serialized_object_is_refused_without_being_read() throws Exception {
        Message object = session.createObjectMessage("x");
        object.setJMSCorrelationID("object");
        try (MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"));
                MessageConsumer invalid =
                        session.createConsumer(session.createQueue("kvitt.invalid"), "JMSCorrelationID = 'object'")) {
            producer.send(object);
            assertThat(invalid.receive(BOUND_MILLIS).getStringProperty("kvittField"))
                    .isEqualTo("body");
        }
    }

    @Test
    void a_message_that_is_no_text_is_kept_as_invalid() throws Exception {
        Message bytes = session.createBytesMessage();
        try (MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"));
                MessageConsumer invalid =
                        session.createConsumer(session.createQueue("kvitt.invalid"), "kvittField = 'body'")) {
            producer.send(bytes);
            assertThat(invalid.receive(BOUND_MILLIS).getStringProperty("kvittReason"))
                    .startsWith("body: send");
        }
    }

    @Test
    void a_status_change_is_replied_to_with_the_outcome_of_its_command_or_at_once_with_why_there_is_none()
            throws Exception {
        Api api = new Api(port);
        new StatusActions(api).setUsual("{'enabled':false}");
        StatusActions.Order order = StatusActions.order(api, invoice(), "svea");
        String queue = "kvitt.order-status-changes";

        send(
                queue,
                "{'orderNumber':'" + order.number() + "','status':'Mottagen','occurredAt':'2026-11-20T12:00:00Z'}",
                "m-" + order.number(),
                replies);
        assertThat(json(receive()).path("code").asText()).isEqualTo("status-ignored");

        send(
                queue,
                "{'orderNumber':'" + order.number() + "','status':'Makulerad','occurredAt':'2026-11-20T13:00:00Z'}",
                "n-" + order.number(),
                replies);
        Message outcome = receive();
        assertThat(outcome.getJMSCorrelationID()).isEqualTo("n-" + order.number());
        assertThat(json(outcome).path("commandId").asText()).isEqualTo("status:n-" + order.number());
        assertThat(json(outcome).path("performed").asText()).isEqualTo("annul");

        send(
                queue,
                "{'orderNumber':'" + order.number() + "','status':'Makulerad','occurredAt':'2026-11-20T13:00:00Z'}",
                "n-" + order.number(),
                replies);
        assertThat(json(receive()).path("code").asText()).isEqualTo("status-commanded");
        assertThat(effects("svea", order.id())).containsExactly("cancel-order 100000");
    }

    @Test
    void a_status_change_that_comes_too_late_is_replied_to_with_the_command_that_a_person_has_to_look_at()
            throws Exception {
        Api api = new Api(port);
        new StatusActions(api).setUsual("{'enabled':false}");
        StatusActions.Order order = StatusActions.order(api, invoice(), "svea");
        String queue = "kvitt.order-status-changes";
        String change = "{'orderNumber':'" + order.number() + "','status':'%s','occurredAt':'2026-11-20T%s:00:00Z'}";
        send(queue, change.formatted("Mottagen", "14"), "a-" + order.number(), replies);
        assertThat(json(receive()).path("code").asText()).isEqualTo("status-ignored");
        send(queue, change.formatted("Makulerad", "13"), "b-" + order.number(), replies);
        assertThat(json(receive()).path("performed").asText()).isEqualTo("annul");

        send(queue, change.formatted("Levererad", "12"), "c-" + order.number(), replies);

        JsonNode held = json(receive());
        assertThat(held.path("commandId").asText()).isEqualTo("status:c-" + order.number());
        assertThat(held.path("state").asText()).isEqualTo("NEEDS_ATTENTION");
        assertThat(held.path("code").asText()).isEqualTo("status-stale");
        assertThat(effects("svea", order.id())).containsExactly("cancel-order 100000");
    }

    @Test
    void a_status_change_that_is_wrong_is_kept_as_invalid_and_its_sender_told() throws Exception {
        send("kvitt.order-status-changes", "{'orderNumber':'1'}", "wrong-change", replies);

        assertThat(json(receive()).path("status").asInt()).isEqualTo(400);
        try (MessageConsumer invalid =
                session.createConsumer(session.createQueue("kvitt.invalid"), "JMSCorrelationID = 'wrong-change'")) {
            Message kept = invalid.receive(BOUND_MILLIS);
            assertThat(kept.getStringProperty("kvittCode")).isEqualTo("missing-field");
            assertThat(kept.getStringProperty("kvittField")).isEqualTo("status");
        }
    }

    private Message receive() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(replies)) {
            return consumer.receive(BOUND_MILLIS);
        }
    }

    private Message request(String body, String correlationId) throws JMSException {
        send(body, correlationId, replies);
        try (MessageConsumer consumer = session.createConsumer(replies)) {
            Message reply = consumer.receive(BOUND_MILLIS);
            assertThat(reply).as("the reply to %s", body).isNotNull();
            return reply;
        }
    }

    private void send(String body, String correlationId, Queue replyTo) throws JMSException {
        send("kvitt.commands", body, correlationId, replyTo);
    }

    private void send(String queue, String body, String correlationId, Queue replyTo) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            TextMessage message = session.createTextMessage(body.replace('\'', '"'));
            message.setJMSCorrelationID(correlationId);
            message.setJMSReplyTo(replyTo);
            producer.send(message);
        }
    }

    private static JsonNode json(Message message) throws Exception {
        assertThat(message).isNotNull();
        return new ObjectMapper().readTree(message.getBody(String.class));
    }
}
