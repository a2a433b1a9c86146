package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.number;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.endtoend.Api.Reply;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jms.core.JmsTemplate;

/** Order numbers as they are, by one rule for every way in. */
@EndToEnd
class OrderNumbersEndToEndTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#%s", "INV/2026/%s", "(%s)", "Å %s & co, [1]", "W_%s+1", "%s.5"})
    void a_number_is_taken_as_it_is_by_every_channel(String form) throws IOException {
        String given = form.formatted(number());
        String path = URLEncoder.encode(given, StandardCharsets.UTF_8).replace("+", "%20");
        String around = "\u00a0 " + given + " \u200b";
        String id = make(order("klarna"));

        assertThat(api.send("PUT", "/order-references/" + path, reference(id)).text("orderNumber"))
                .isEqualTo(given);
        assertThat(api.get("/order-references/" + path).text("providerOrderId")).isEqualTo(id);
        assertThat(api.send(
                                "POST",
                                "/order-references",
                                "{\"orderNumber\":\"" + around + "\","
                                        + reference(id).substring(1),
                                "Content-Type",
                                "application/x-ndjson")
                        .body()
                        .path("stored")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.command("{'action':'credit','orderNumber':'" + around + "'}")
                        .text("code"))
                .isEqualTo("not-activated");
        assertThat(api.send(
                                "POST",
                                "/order-status-changes",
                                "{\"orderNumber\":\"" + around
                                        + "\",\"status\":\"Aldrig hörd\",\"occurredAt\":\"2026-11-20T12:00:00Z\"}")
                        .text("orderNumber"))
                .isEqualTo(given);
        new JmsTemplate(connections)
                .convertAndSend("kvitt.commands", "{\"action\":\"credit\",\"orderNumber\":\"" + around + "\"}");
        String file = "numbers-" + id;
        Files.writeString(
                EndToEnd.DATA.resolve("erp/in").resolve(file + ".csv"),
                "#kvitt;version=1;file_id=" + file + "\nrecord;command_id;command;order_no\nO;" + file + ";CREDIT;\""
                        + around + "\"\nT;1\n");

        await().atMost(StatusActions.BOUND)
                .untilAsserted(() -> assertThat(api.get("/commands?orderNumber=" + path)
                                .body()
                                .path("commands")
                                .findValuesAsText("code"))
                        .containsExactly("not-activated", "not-activated", "not-activated"));
        Reply seen = api.get("/orders/" + path);
        assertThat(seen.text("orderNumber")).isEqualTo(given);
        assertThat(seen.body().path("reference").path("providerOrderId").asText())
                .isEqualTo(id);
        assertThat(seen.body().path("statusChanges")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2F1",
                "1%2F..%2F2",
                "1%2F%2F2",
                "%2F1",
                "%20",
                "1%25",
                "1%252F2",
                "1%5C2",
                "1%3B2",
                "1%0A2",
                "1%00",
                "1%E2%80%8B2",
                "%3D1",
                "1%FF"
            })
    void a_path_that_is_no_order_number_is_refused_as_a_problem(String path) {
        for (String resource : new String[] {"/orders/", "/order-references/"}) {
            Reply reply = api.get(resource + path);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.http().headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(reply.text("code")).isNotBlank();
        }
    }

    @Test
    void a_query_that_is_no_order_number_lists_nothing_and_says_so() {
        assertThat(api.get("/commands?orderNumber=1%25").text("code")).isEqualTo("invalid-value");
    }

    @Test
    void a_command_that_awaits_its_reference_stands_in_attention_with_what_it_may_have_meant_and_waits_on() {
        String known = "AB" + number();
        String id = make(order("klarna"));
        api.send("PUT", "/order-references/" + known, reference(id));
        String meant = "00#" + known.toLowerCase();
        String commandId = "near-" + id;

        api.send(
                "POST",
                "/commands",
                "{\"commandId\":\"" + commandId + "\",\"action\":\"credit\",\"orderNumber\":\"" + meant + "\"}");

        JsonNode listed = await().atMost(StatusActions.BOUND).until(() -> attention(commandId), found -> found != null);
        assertThat(listed.path("code").asText()).isEqualTo("reference-awaited");
        assertThat(listed.path("state").asText()).isEqualTo("WAITING");
        assertThat(listed.path("nearMisses")).extracting(JsonNode::asText).containsExactly(known);

        // A second number for the payment, which is meant.
        api.send(
                "PUT",
                "/order-references/" + URLEncoder.encode(meant, StandardCharsets.UTF_8),
                reference(id).replace("}", ",\"replace\":true}"));
        await().atMost(StatusActions.BOUND)
                .until(() -> api.get("/commands/" + commandId).text("code").equals("not-activated"));
        assertThat(attention(commandId)).isNull();
    }

    private JsonNode attention(String commandId) {
        return StreamSupport.stream(
                        api.get("/attention").body().path("commands").spliterator(), false)
                .filter(command -> command.path("commandId").asText().equals(commandId))
                .findFirst()
                .orElse(null);
    }

    private static String reference(String id) {
        return "{\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\",\"currency\":\"SEK\"}";
    }
}
