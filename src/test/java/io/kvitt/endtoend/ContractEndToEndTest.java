package io.kvitt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.contract.AsyncApi;
import io.kvitt.contract.AsyncApi.Message;
import io.kvitt.contract.AsyncApi.Operation;
import io.kvitt.endtoend.Api.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The contract as documents: who may read them, and that the broker's side is as the one of the queues says. */
@EndToEnd
class ContractEndToEndTest {

    private static final long BOUND_MILLIS = 20_000;

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    private Connection connection;
    private Session session;
    private Queue replies;
    private Api api;

    @BeforeEach
    void connect() throws JMSException {
        api = new Api(port);
        connection = connections.createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        replies = session.createTemporaryQueue();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
    void a_document_of_the_contract_is_told_as_it_stands_to_any_valid_caller_and_to_nobody_else(String name)
            throws Exception {
        String document = Files.readString(Path.of("src/main/resources", name));
        for (String permission : List.of("payments.act", "payments.read", "settings.read", "metrics.read")) {
            Reply told = callerWith(permission).get("/" + name);

            assertThat(told.status()).as(permission).isEqualTo(200);
            assertThat(told.body().asText()).isEqualTo(document);
        }
        assertThat(new Api(port, new String[0]).get("/" + name).status()).isEqualTo(401);
        assertThat(new Api(port, "X-API-Key", "wrong").get("/" + name).status()).isEqualTo(401);
    }

    private Api callerWith(String permission) {
        Reply key = api.send(
                "POST",
                "/api-keys",
                "{\"name\":\"reader-" + Orders.number() + "\",\"permissions\":[\"" + permission
                        + "\"],\"accounts\":[\"svea\"]}");
        return new Api(port, "X-API-Key", key.text("key"));
    }

    @Test
    void every_example_of_the_queues_is_accepted_and_what_comes_back_is_as_the_document_says() throws Exception {
        new StatusActions(api).setUsual("{'enabled':false}");
        List<String> told = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        try (MessageConsumer topic = session.createConsumer(
                session.createTopic(operation("tellOutcomes").address()))) {
            for (String name : List.of("takeCommands", "takeStatusChanges")) {
                Operation operation = operation(name);
                for (Message message : operation.messages()) {
                    for (JsonNode example : message.examples()) {
                        makePayment(example.path("orderNumber").asText());
                        JsonNode reply = json(request(operation, example));
                        told.add(nameOf(reply, operation.replies()));
                        if (reply.has("commandId")) {
                            assertThat(reply.path("state").asText()).isEqualTo("SUCCEEDED");
                            ended.add(reply.path("commandId").asText());
                        }
                    }
                }
            }
            while (!ended.isEmpty()) {
                JsonNode outcome = json((TextMessage) topic.receive(BOUND_MILLIS));
                nameOf(outcome, operation("tellOutcomes").messages());
                ended.remove(outcome.path("commandId").asText());
            }
        }
        assertThat(told).contains("outcome", "statusChangeTaken").doesNotContain("problem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"takeCommands", "takeStatusChanges"})
    void what_is_not_as_the_document_says_is_refused_and_told_as_it_says(String name) throws Exception {
        Operation operation = operation(name);
        ObjectNode wrong = operation.messages().get(0).examples().get(0).deepCopy();
        wrong.put("surprise", 1);

        TextMessage reply = request(operation, wrong);

        assertThat(nameOf(json(reply), operation.replies())).isEqualTo("problem");
        Operation aside = operation("putAsideRefused");
        try (MessageConsumer invalid = session.createConsumer(
                session.createQueue(aside.address()), "JMSCorrelationID = '" + reply.getJMSCorrelationID() + "'")) {
            TextMessage refused = (TextMessage) invalid.receive(BOUND_MILLIS);
            ObjectNode headers = new ObjectMapper().createObjectNode();
            for (Object property : Collections.list(refused.getPropertyNames())) {
                headers.put((String) property, refused.getStringProperty((String) property));
            }
            assertThat(aside.messages().get(0).faultsOfHeaders(headers)).isEmpty();
            assertThat(headers.path("kvittFrom").asText()).isEqualTo(operation.address());
            assertThat(json(refused)).isEqualTo(wrong);
        }
    }

    private static Operation operation(String name) {
        return AsyncApi.CONTRACT.operation(name);
    }

    private void makePayment(String orderNumber) {
        String id =
                Orders.make(NewOrder.authorized("svea", orderNumber, 124_950).paidBy("Invoice"));
        Reply stored = api.send(
                "PUT",
                "/order-references/" + orderNumber,
                "{\"account\":\"svea\",\"providerOrderId\":\"" + id + "\",\"currency\":\"SEK\"}");
        assertThat(stored.status()).isEqualTo(200);
    }

    /** The one of the messages that it is; it has to be one, and only one. */
    private static String nameOf(JsonNode payload, List<Message> messages) {
        List<String> fitting = messages.stream()
                .filter(message -> message.faults(payload).isEmpty())
                .map(Message::name)
                .toList();
        assertThat(fitting).as("%s", payload).hasSize(1);
        return fitting.get(0);
    }

    private TextMessage request(Operation operation, JsonNode payload) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(operation.address()));
                MessageConsumer consumer = session.createConsumer(replies)) {
            TextMessage message = session.createTextMessage(payload.toString());
            message.setJMSReplyTo(replies);
            message.setJMSCorrelationID("contract-" + Orders.number());
            producer.send(message);
            TextMessage reply = (TextMessage) consumer.receive(BOUND_MILLIS);
            assertThat(reply).as("the reply to %s", payload).isNotNull();
            return reply;
        }
    }

    private static JsonNode json(TextMessage message) throws Exception {
        assertThat(message).isNotNull();
        return new ObjectMapper().readTree(message.getText());
    }
}
