package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.number;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.endtoend.Api.Reply;
import io.kvitt.endtoend.StatusActions.Order;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever has cancelled does not pay, whatever the activation waited for and whichever way both came. */
@EndToEnd
class OvertakingEndToEndTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Path ERP = EndToEnd.DATA.resolve("erp");

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @AfterEach
    void disarm() {
        SANDBOX.disarm();
    }

    @Test
    void an_activation_that_waits_for_a_provider_that_answers_503_is_overtaken() {
        for (String provider : List.of("klarna", "svea")) {
            String id = make(provider.equals("svea") ? invoice() : order(provider));
            silence(provider, id);
            post(id, "activate", provider);
            await().atMost(BOUND).until(() -> state(id, "activate").equals("WAITING"));

            post(id, "annul", provider);

            Reply activate = api.get("/commands/activate-" + id);
            assertThat(activate.text("state")).isEqualTo("REFUSED");
            assertThat(activate.text("code")).isEqualTo("overtaken");
            assertThat(activate.text("becauseOf")).isEqualTo("annul-" + id);
            assertThat(activate.text("suggestedOrderStatus")).isEqualTo("payment-error");
            SANDBOX.disarm();
            await().atMost(BOUND).until(() -> state(id, "annul").equals("SUCCEEDED"));
            assertThat(effects(provider, id)).hasSize(1).allMatch(effect -> effect.startsWith("cancel"));
        }
    }

    @Test
    void an_activation_of_a_payment_under_review_is_overtaken() {
        String id = make(order("klarna").withState("pending"));
        post(id, "activate", "klarna");
        await().atMost(BOUND).until(() -> api.get("/commands/activate-" + id).text("code"), "payment-pending"::equals);

        post(id, "reverse", "klarna");

        assertThat(api.get("/commands/activate-" + id).text("code")).isEqualTo("overtaken");
        await().atMost(BOUND)
                .until(() -> api.get("/commands/reverse-" + id).body().has("endedAt"));
        SANDBOX.portal("klarna", id, new PortalEdit("accept", null));
        assertThat(effects("klarna", id)).noneMatch(effect -> effect.startsWith("capture"));
    }

    @Test
    void an_activation_that_waits_for_its_reference_is_overtaken_before_it_comes() {
        String number = number();
        String id = make(order("klarna"));
        send(number, "activate");
        send(number, "annul");

        assertThat(api.get("/commands/activate-" + number).text("code")).isEqualTo("overtaken");
        refer(number, id);
        await().atMost(BOUND).until(() -> state(number, "annul").equals("SUCCEEDED"));
        assertThat(effects("klarna", id)).containsExactly("cancel 100000");
    }

    @Test
    void a_status_that_reverses_overtakes_one_that_activates_and_updates() {
        StatusActions actions = new StatusActions(api);
        actions.setUsual("{'enabled':false}");
        Order order = StatusActions.order(api, invoice(), "svea");
        silence("svea", order.id());
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        String update = actions.change(order, "Ändrad", noon, ",'amount':50000,'currency':'SEK'")
                .body()
                .path("commands")
                .get(0)
                .path("href")
                .asText();
        String activate = actions.change(order, "Levererad", noon.plusSeconds(1), "")
                .body()
                .path("commands")
                .get(0)
                .path("href")
                .asText();

        Reply makulerad = actions.change(order, "Makulerad", noon.plusSeconds(2), "");
        SANDBOX.disarm();

        assertThat(actions.end(makulerad).text("code")).isEqualTo("annulled");
        for (String href : List.of(update, activate)) {
            assertThat(api.get(href.replace("/api/v1", "")).text("code")).isEqualTo("overtaken");
        }
        assertThat(effects("svea", order.id())).containsExactly("cancel-order 100000");
    }

    @Test
    void a_file_that_activates_and_annuls_annuls_and_its_receipt_names_the_annulment() throws Exception {
        String id = make(order("klarna"));
        Path part = ERP.resolve("in/overtaking.part");
        Files.writeString(
                part,
                "#kvitt;version=1;file_id=" + id + "\n"
                        + "record;command_id;command;provider;provider_order_id;order_no;status;amount;currency;row_no;sku;name;"
                        + "qty;unit_price;vat_percent;discount_percent;reason\n"
                        + "O;o1-" + id + ";ACTIVATE;klarna;" + id + ";;;;;;;;;;;;\n"
                        + "O;o2-" + id + ";ANNUL;klarna;" + id + ";;;;;;;;;;;;\n"
                        + "T;2\n");
        Files.move(part, ERP.resolve("in/overtaking.csv"));

        Path receipt = ERP.resolve("receipts/overtaking.result.csv");
        await().atMost(BOUND).until(() -> Files.exists(receipt));

        assertThat(Files.readString(receipt)).contains("FAILED;P-OVERTAKEN;").contains("(o2-" + id + ")");
        assertThat(effects("klarna", id)).containsExactly("cancel 100000");
    }

    @Test
    void both_who_asked_over_jms_are_told() throws Exception {
        String id = make(order("klarna"));
        silence("klarna", id);
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            Queue replies = session.createTemporaryQueue();
            try (MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"));
                    MessageConsumer consumer = session.createConsumer(replies)) {
                producer.send(message(session, replies, id, "activate"));
                await().atMost(BOUND).until(() -> state(id, "activate").equals("WAITING"));
                producer.send(message(session, replies, id, "annul"));

                JsonNode overtaken = json(consumer.receive(BOUND.toMillis()));
                SANDBOX.disarm();
                JsonNode annulled = json(consumer.receive(BOUND.toMillis()));

                assertThat(overtaken.path("code").asText()).isEqualTo("overtaken");
                assertThat(overtaken.path("becauseOf").asText()).isEqualTo("annul-" + id);
                assertThat(annulled.path("code").asText()).isEqualTo("annulled");
            }
        }
    }

    @Test
    void a_person_who_tries_an_activation_again_after_the_cancellation_does_not_bring_it_back() {
        String id = make(order("klarna"));
        silence("klarna", id);
        post(id, "activate", "klarna");
        await().atMost(BOUND).until(() -> state(id, "activate").equals("NEEDS_ATTENTION"));
        post(id, "annul", "klarna");
        await().atMost(BOUND).until(() -> state(id, "annul").equals("NEEDS_ATTENTION"));
        SANDBOX.disarm();

        Reply retried = api.send("POST", "/commands/activate-" + id + "/retry", null);

        assertThat(retried.status()).isEqualTo(200);
        assertThat(api.get("/commands/activate-" + id).text("code")).isEqualTo("overtaken");
        api.send("POST", "/commands/annul-" + id + "/retry", null);
        await().atMost(BOUND).until(() -> state(id, "annul").equals("SUCCEEDED"));
        assertThat(effects("klarna", id)).containsExactly("cancel 100000");
    }

    private static TextMessage message(Session session, Queue replies, String id, String action) throws Exception {
        TextMessage message = session.createTextMessage(body(id, action, "klarna"));
        message.setJMSReplyTo(replies);
        return message;
    }

    private static JsonNode json(jakarta.jms.Message message) throws Exception {
        return new ObjectMapper().readTree(((TextMessage) message).getText());
    }

    private static void silence(String provider, String id) {
        SANDBOX.arm("{\"kind\":\"status\",\"status\":503,\"provider\":\"" + provider + "\",\"orderId\":\"" + id
                + "\",\"operation\":\"read\",\"every\":1,\"times\":1000}");
    }

    private String state(String id, String action) {
        return String.valueOf(api.get("/commands/" + action + "-" + id).text("state"));
    }

    private void post(String id, String action, String account) {
        assertThat(api.send("POST", "/commands", body(id, action, account)).status())
                .isEqualTo(202);
    }

    private static String body(String id, String action, String account) {
        return "{\"commandId\":\"" + action + "-" + id + "\",\"action\":\"" + action + "\",\"account\":\"" + account
                + "\",\"providerOrderId\":\"" + id + "\"}";
    }

    private void send(String number, String action) {
        assertThat(api.send(
                                "POST",
                                "/commands",
                                "{\"commandId\":\"" + action + "-" + number + "\",\"action\":\"" + action
                                        + "\",\"orderNumber\":\"" + number + "\"}")
                        .status())
                .isEqualTo(202);
    }

    private void refer(String number, String id) {
        api.send(
                "PUT",
                "/order-references/" + number,
                "{\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\",\"currency\":\"SEK\"}");
    }
}
