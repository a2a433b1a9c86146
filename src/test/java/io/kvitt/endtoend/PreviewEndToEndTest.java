package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.card;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.endtoend.Api.Reply;
import io.kvitt.endtoend.StatusActions.Order;
import io.kvitt.sandbox.simulation.NewOrder;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

@EndToEnd
class PreviewEndToEndTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    private Api api;
    private StatusActions actions;

    @BeforeEach
    void connect() {
        api = new Api(port);
        actions = new StatusActions(api);
        actions.setUsual("{'enabled':true,'perHour':1000,'mostPerCredit':{'SEK':100000}}");
    }

    @Test
    void what_is_previewed_of_a_hundred_mixed_orders_is_what_then_happens_and_previewing_writes_nothing()
            throws IOException {
        List<Supplier<NewOrder>> kinds = List.of(
                () -> order("klarna"),
                () -> order("klarna").withState("captured"),
                () -> order("klarna").withState("cancelled"),
                () -> order("klarna").withState("part-captured").activated(40_000, 1),
                () -> order("klarna").withState("captured").activated(100_000, 2),
                () -> NewOrder.authorized("klarna", Orders.number(), 150_000).withState("captured"),
                () -> order("kustom"),
                () -> invoice(),
                () -> card().withState("delivered"),
                () -> order("svea").paidBy("Swish").withState("settled"));
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            NewOrder kind = kinds.get(i % kinds.size()).get();
            orders.add(StatusActions.order(api, kind, kind.provider()));
        }
        String ledgerBefore = rows();
        int writesBefore = writes();

        List<JsonNode> previewed = new ArrayList<>();
        preview(orders.subList(0, 50), "levererad").forEach(previewed::add);
        preview(orders.subList(50, 100), "Retur").forEach(previewed::add);

        assertThat(rows()).isEqualTo(ledgerBefore);
        assertThat(writes()).isEqualTo(writesBefore);
        assertThat(previewed).hasSize(100);
        for (int i = 0; i < 100; i++) {
            Order order = orders.get(i);
            JsonNode foretold = previewed.get(i);
            Reply end = actions.end(actions.change(order, i < 50 ? "Levererad" : "Retur", NOON, ""));
            assertThat(happened(order, end)).as("%s", foretold).isEqualTo(foretold(foretold));
        }
        assertThat(writes()).isGreaterThan(writesBefore);
        assertThat(previewed.stream().map(seen -> seen.path("code").asText()).collect(Collectors.toSet()))
                .contains("status-commanded", "already-activated", "payment-annulled", "credit-by-status-amount");
        assertThat(previewed.stream().map(seen -> seen.path("effect").asText()).collect(Collectors.toSet()))
                .contains("activate", "annul", "credit");
    }

    /** Of a partly activated payment the first of its two calls. */
    private static String foretold(JsonNode foretold) {
        String effect = foretold.path("effect").asText("none");
        return switch (effect) {
            case "none" -> "none " + foretold.path("code").asText();
            default ->
                effect + " " + foretold.path("call").path("operation").asText() + " "
                        + foretold.path("amount").asLong();
        };
    }

    private static String happened(Order order, Reply end) {
        String performed = end.text("performed");
        List<String> effects = effects(order.account(), order.id());
        if (performed.equals("none")) {
            return "none " + end.text("code");
        }
        JsonNode first = null;
        for (JsonNode attempt : end.body().path("attempts")) {
            if (first == null && !attempt.path("operation").asText().equals("read")) {
                first = attempt;
            }
        }
        assertThat(effects).as("%s", end.body()).isNotEmpty();
        return performed + " " + first.path("operation").asText() + " "
                + first.path("amount").asLong();
    }

    @Test
    void a_draft_is_tried_on_the_changes_there_were_and_on_orders_of_today_without_being_stored() {
        Order order = StatusActions.order(api, order("klarna"), "klarna");
        String status = "Packad " + order.number();
        actions.change(order, status, NOON, "");
        String before = rows();
        String draft = "{'default':{'activate':{'statuses':['" + status + "']}}}";

        JsonNode history = send("{'days':2,'draft':" + draft + "}").body().path("orders");
        JsonNode now = send("{'orders':['" + order.number() + "'],'status':'" + status + "','draft':" + draft + "}")
                .body()
                .path("orders");

        assertThat(history)
                .filteredOn(seen -> seen.path("orderNumber").asText().equals(order.number()))
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.path("code").asText()).isEqualTo("status-commanded");
                    assertThat(seen.path("call").path("operation").asText()).isEqualTo("capture");
                });
        assertThat(now.get(0).path("call").path("path").asText())
                .isEqualTo("/ordermanagement/v1/orders/" + order.id() + "/captures");
        assertThat(now.get(0).path("call").size()).isEqualTo(3);
        assertThat(rows()).isEqualTo(before);
        assertThat(effects("klarna", order.id())).isEmpty();
    }

    @Test
    void what_cannot_be_previewed_says_why() {
        Order removed = StatusActions.order(api, order("klarna"), "klarna");
        api.send(
                "PUT",
                "/order-references/" + removed.number(),
                "{\"account\":\"klarna\",\"providerOrderId\":\"00000000-0000-4000-8000-888888888888\",\"currency\":\"SEK\",\"replace\":true}");

        assertThat(code(removed.number(), "Levererad")).isEqualTo("payment-not-found");
        assertThat(code(Orders.number(), "Levererad")).isEqualTo("reference-awaited");
        assertThat(code(removed.number(), "Mottagen")).isEqualTo("status-ignored");
        assertThat(code(removed.number(), "Ändrad")).isEqualTo("missing-field");
        assertThat(code(removed.number(), "Helt okänd")).isEqualTo("status-unmapped");
    }

    @Test
    void a_preview_is_bounded() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            many.add("'" + i + "'");
        }

        assertThat(send("{'orders':[" + String.join(",", many) + "],'status':'Levererad'}")
                        .text("code"))
                .isEqualTo("invalid-value");
        assertThat(send("{'days':366}").status()).isEqualTo(400);
        assertThat(send("{'days':1,'orders':['1'],'status':'x'}").status()).isEqualTo(400);
        assertThat(send("{'orders':['1'],'status':'x','draft':{'defaults':{}}}").text("code"))
                .isEqualTo("unknown-field");
    }

    @Test
    void an_order_tells_what_it_is_worth_what_may_be_done_and_what_it_has_been_through() {
        Order order = StatusActions.order(api, order("klarna"), "klarna");
        actions.change(order, "Mottagen", NOON, "");
        actions.end(actions.change(order, "Levererad", NOON.plusSeconds(1), ""));

        JsonNode seen = api.get("/orders/" + order.number()).body();

        assertThat(seen.path("payment").path("status").asText()).isEqualTo("ACTIVATED");
        assertThat(seen.path("payment").path("activated").asLong()).isEqualTo(100_000);
        assertThat(seen.path("possible")).extracting(JsonNode::asText).containsExactly("credit", "reverse");
        assertThat(seen.path("actions"))
                .extracting(choice -> choice.path("action").asText() + " "
                        + choice.path("code").asText("possible"))
                .contains("activate already-activated", "annul activated-use-credit", "credit possible");
        assertThat(seen.path("statusChanges"))
                .extracting(change -> change.path("code").asText())
                .containsExactly("status-commanded", "status-ignored");
        assertThat(seen.path("commands")).hasSize(1);
        assertThat(api.get("/orders/finns-inte").status()).isEqualTo(404);
    }

    private String code(String order, String status) {
        return send("{'orders':['" + order + "'],'status':'" + status + "'}")
                .body()
                .path("orders")
                .get(0)
                .path("code")
                .asText();
    }

    private JsonNode preview(List<Order> orders, String status) {
        String numbers =
                orders.stream().map(order -> "'" + order.number() + "'").collect(Collectors.joining(","));
        Reply reply = send("{'orders':[" + numbers + "],'status':'" + status + "'}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply.body().path("orders");
    }

    private Reply send(String json) {
        return api.send("POST", "/order-status-actions/preview", json.replace('\'', '"'));
    }

    /** How many rows each table of the ledger has, once nothing of earlier tests is on its way. */
    private String rows() {
        await().atMost(StatusActions.BOUND)
                .until(() ->
                        jdbc.queryForObject("select count(*) from command where ended_at is null", Integer.class) == 0);
        return jdbc.queryForObject("""
                select concat_ws(' ', (select count(*) from command), (select count(*) from attempt),
                    (select sum(fence) from payment), (select count(*) from payment),
                    (select count(*) from order_status_change), (select count(*) from order_status_settings))
                """, String.class);
    }

    /** How many writes the simulated providers have seen. */
    private static int writes() throws IOException {
        JsonNode counts = new ObjectMapper()
                .readTree(URI.create(SANDBOX.address() + "/control/requests").toURL());
        return counts.findValues("writes").stream().mapToInt(JsonNode::asInt).sum();
    }
}
