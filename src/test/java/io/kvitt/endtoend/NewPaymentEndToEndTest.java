package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.number;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.endtoend.Api.Reply;
import io.kvitt.endtoend.StatusActions.Order;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What was done was done to a payment: an order that has got another one has it all before it. */
@EndToEnd
class NewPaymentEndToEndTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String LINES = ",'amount':40000,'currency':'SEK','lines':[{'name':'Kaffe','quantity':1,"
            + "'unitPrice':40000,'taxRate':1200,'totalAmount':40000}]";

    @LocalServerPort
    private int port;

    private Api api;
    private StatusActions actions;

    @BeforeEach
    void connect() {
        api = new Api(port);
        actions = new StatusActions(api);
        actions.setUsual("{'enabled':false}");
    }

    @ParameterizedTest
    @CsvSource({"Makulerad, cancel 100000", "Levererad, capture 100000", "Ändrad, update-authorization 40000"})
    void the_same_status_acts_on_the_new_payment_once(String status, String effect) {
        Order first = StatusActions.order(api, order("klarna"), "klarna");
        String more = status.equals("Ändrad") ? LINES : "";
        actions.end(actions.change(first, status, NOON, more));
        assertThat(effects("klarna", first.id())).containsExactly(effect);

        Order second = new Order(first.number(), make(order("klarna")), "klarna");
        refer(second);
        String preview = api.send(
                        "POST",
                        "/order-status-actions/preview",
                        "{\"orders\":[\"" + first.number() + "\"],\"status\":\"" + status + "\"}")
                .body()
                .toString();
        Reply again = actions.change(second, status, NOON.plusSeconds(1), more);

        assertThat(actions.end(again).text("state")).isEqualTo("SUCCEEDED");
        assertThat(effects("klarna", second.id())).containsExactly(effect);
        assertThat(preview).doesNotContain("status-already-in-group");
        assertThat(actions.change(second, status, NOON.plusSeconds(2), more).text("code"))
                .isEqualTo("status-already-in-group");

        refer(first);
        assertThat(actions.change(first, status, NOON.plusSeconds(3), more).text("code"))
                .isEqualTo("status-already-in-group");
        assertThat(effects("klarna", first.id())).containsExactly(effect);
    }

    @Test
    void what_waits_for_the_reference_is_on_its_way_to_whichever_payment_that_names() {
        Order order = new Order(number(), make(order("klarna")), "klarna");
        Reply waiting = actions.change(order, "Levererad", NOON, "");

        assertThat(actions.change(order, "Levererad", NOON.plusSeconds(1), "").text("code"))
                .isEqualTo("status-already-in-group");
        refer(order);

        assertThat(actions.end(waiting).text("state")).isEqualTo("SUCCEEDED");
        assertThat(actions.change(order, "Levererad", NOON.plusSeconds(2), "").text("code"))
                .isEqualTo("status-already-in-group");
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
    }

    private void refer(Order order) {
        assertThat(api.send(
                                "PUT",
                                "/order-references/" + order.number(),
                                "{\"account\":\"klarna\",\"providerOrderId\":\"" + order.id()
                                        + "\",\"currency\":\"SEK\",\"replace\":true}")
                        .status())
                .isEqualTo(200);
    }
}
