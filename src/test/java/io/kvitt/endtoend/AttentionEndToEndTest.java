package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jms.core.JmsTemplate;

@EndToEnd
class AttentionEndToEndTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    private Api api;

    @BeforeEach
    void open() {
        api = new Api(port);
    }

    @AfterEach
    void disarm() {
        SANDBOX.disarm();
    }

    @Test
    void a_command_that_could_not_end_is_listed_with_what_is_at_stake_and_may_be_tried_again() {
        String id = make(order("klarna"));
        outage("klarna", id, "write", 1);
        String commandId = "attention-" + id;
        api.command("{'commandId':'" + commandId + "','action':'activate','account':'klarna','providerOrderId':'" + id
                + "','amount':100000,'currency':'SEK'}");

        JsonNode listed = await().atMost(BOUND).until(() -> listedCommand(commandId), node -> node != null);

        assertThat(listed.path("code").asText()).isEqualTo("retries-exhausted");
        assertThat(listed.path("lastFailure").asText()).isIn("provider-unavailable", "outcome-unknown");
        assertThat(listed.path("message").path("sv").asText()).isNotBlank();
        assertThat(listed.path("amountAtRisk").asLong()).isEqualTo(100_000);
        assertThat(listed.path("currency").asText()).isEqualTo("SEK");
        assertThat(listed.path("ageSeconds").asLong(-1)).isBetween(0L, 60L);
        assertThat(listed.path("lastReading").path("paymentStatus").asText()).isEqualTo("AUTHORIZED");
        assertThat(api.get("/attention?account=svea").body().path("commands").toString())
                .doesNotContain(commandId);

        assertThat(operatorOf("klarna")
                        .get("/attention")
                        .body()
                        .path("commands")
                        .toString())
                .contains(commandId);
        assertThat(operatorOf("svea").get("/attention").body().path("commands").toString())
                .doesNotContain(commandId);

        SANDBOX.disarm();
        assertThat(api.send("POST", "/commands/" + commandId + "/retry", null).status())
                .isEqualTo(200);
        await().atMost(BOUND)
                .until(() -> api.get("/commands/" + commandId).text("state").equals("SUCCEEDED"));
        assertThat(effects("klarna", id)).hasSize(1);
        assertThat(listedCommand(commandId)).isNull();
    }

    @Test
    void a_message_that_was_refused_is_listed_and_may_be_sent_back_or_discarded() {
        String marker = "poison-" + System.nanoTime();
        new JmsTemplate(connections).convertAndSend("kvitt.commands", "{\"no\":\"" + marker + "\"}");

        JsonNode letter = await().atMost(BOUND).until(() -> listedMessage(marker), node -> node != null);
        assertThat(letter.path("queue").asText()).isEqualTo("kvitt.invalid");
        assertThat(letter.path("from").asText()).isEqualTo("kvitt.commands");
        assertThat(letter.path("code").asText()).isEqualTo("unknown-field");
        assertThat(letter.path("reason").asText()).contains("no:");

        assertThat(operatorOf("klarna").get("/attention").body().has("messages"))
                .isFalse();

        String messageId = letter.path("messageId").asText();
        assertThat(operatorOf("klarna")
                        .send("POST", "/attention/messages/" + messageId + "/retry", null)
                        .status())
                .isEqualTo(404);
        assertThat(api.send("POST", "/attention/messages/" + messageId + "/retry", null)
                        .text("returnedTo"))
                .isEqualTo("kvitt.commands");
        JsonNode again = await().atMost(BOUND)
                .until(
                        () -> listedMessage(marker),
                        node -> node != null && !node.path("messageId").asText().equals(messageId));

        String path = "/attention/messages/" + again.path("messageId").asText() + "/discard";
        assertThat(api.send("POST", path, "{}").text("code")).isEqualTo("missing-field");
        assertThat(api.send("POST", path, "{\"note\":\"a test\"}").text("discardedFrom"))
                .isEqualTo("kvitt.invalid");
        assertThat(listedMessage(marker)).isNull();
        assertThat(api.send("POST", path, "{\"note\":\"a test\"}").status()).isEqualTo(404);
    }

    @Test
    void a_message_goes_back_to_the_very_queue_that_it_was_sent_to() {
        String marker = "poison-status-" + System.nanoTime();
        new JmsTemplate(connections).convertAndSend("kvitt.order-status-changes", "{\"no\":\"" + marker + "\"}");

        JsonNode letter = await().atMost(BOUND).until(() -> listedMessage(marker), node -> node != null);

        assertThat(letter.path("from").asText()).isEqualTo("kvitt.order-status-changes");
        String path = "/attention/messages/" + letter.path("messageId").asText();
        assertThat(api.send("POST", path + "/discard", "{\"note\":\"a test\"}").status())
                .isEqualTo(200);
    }

    @Test
    void a_message_id_can_select_nothing_but_its_message() {
        for (String id : List.of("ID:x'%20or%20'1'='1", "nobody", "ID:00000000-0000-0000-0000-000000000000")) {
            assertThat(api.send("POST", "/attention/messages/" + id + "/retry", null)
                            .status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void an_outage_at_one_provider_burns_no_tries_and_holds_up_no_other() {
        List<String> down = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> make(order("klarna")))
                .toList();
        SANDBOX.arm("{\"kind\":\"status\",\"status\":503,\"provider\":\"klarna\",\"every\":1,\"times\":1000}");
        down.forEach(id -> api.send("POST", "/commands", activate("klarna", id)));
        await().atMost(BOUND)
                .until(
                        () -> api.get("/attention").body().path("accountsOut").toString(),
                        out -> out.contains("klarna"));

        String flowing = make(invoice());
        assertThat(api.send("POST", "/commands", activate("svea", flowing), "Prefer", "wait=20")
                        .text("state"))
                .isEqualTo("SUCCEEDED");

        SANDBOX.disarm();
        for (String id : down) {
            await().atMost(BOUND).until(() -> api.get("/commands/out-" + id).text("state"), "SUCCEEDED"::equals);
            assertThat(effects("klarna", id)).hasSize(1);
        }
        assertThat(api.get("/attention").body().path("accountsOut").toString()).doesNotContain("klarna");
    }

    /** An operator's key for one account only. */
    private Api operatorOf(String account) {
        String key = api.send(
                        "POST",
                        "/api-keys",
                        "{\"name\":\"operator-" + System.nanoTime()
                                + "\",\"permissions\":[\"operations\"],\"accounts\":[\"" + account + "\"]}")
                .text("key");
        return new Api(port, "X-API-Key", key);
    }

    private static String activate(String account, String id) {
        return "{\"commandId\":\"out-" + id + "\",\"action\":\"activate\",\"account\":\"" + account
                + "\",\"providerOrderId\":\"" + id + "\"}";
    }

    private static void outage(String provider, String orderId, String operation, int every) {
        SANDBOX.arm("{\"kind\":\"status\",\"status\":503,\"provider\":\"" + provider + "\",\"orderId\":\"" + orderId
                + "\",\"operation\":\"" + operation + "\",\"every\":" + every + ",\"times\":1000}");
    }

    private JsonNode listedCommand(String commandId) {
        return find("commands", "commandId", commandId);
    }

    private JsonNode listedMessage(String marker) {
        return StreamSupport.stream(
                        api.get("/attention").body().path("messages").spliterator(), false)
                .filter(node -> node.path("excerpt").asText().contains(marker))
                .findFirst()
                .orElse(null);
    }

    private JsonNode find(String list, String field, String value) {
        return StreamSupport.stream(api.get("/attention").body().path(list).spliterator(), false)
                .filter(node -> node.path(field).asText().equals(value))
                .findFirst()
                .orElse(null);
    }
}
