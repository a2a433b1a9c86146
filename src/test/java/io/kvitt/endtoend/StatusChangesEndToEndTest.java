package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.endtoend.Api.Reply;
import io.kvitt.endtoend.StatusActions.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@EndToEnd
class StatusChangesEndToEndTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String OFF = "{'enabled':false}";
    private static final String ON = "{'enabled':true,'perHour':1000,'mostPerCredit':{'SEK':100000}}";

    @LocalServerPort
    private int port;

    private Api api;
    private StatusActions actions;

    @BeforeEach
    void connect() {
        api = new Api(port);
        actions = new StatusActions(api);
        actions.setUsual(OFF);
    }

    @Test
    void a_status_activates_and_the_same_change_again_is_answered_the_same() {
        Order order = klarna();

        Reply first = actions.change(order, " LEVERERAD ", NOON, "");
        Reply end = actions.end(first);
        Reply replay = actions.change(order, " LEVERERAD ", NOON, "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("group")).isEqualTo("activate");
        assertThat(end.text("state")).isEqualTo("SUCCEEDED");
        assertThat(replay.body()).isEqualTo(first.body());
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
    }

    @Test
    void many_who_send_the_same_change_at_once_move_the_money_once() throws Exception {
        Order order = klarna();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(() -> actions.change(order, "Levererad", NOON, ""));
            }
            List<JsonNode> answers = new ArrayList<>();
            for (Future<Reply> answer : threads.invokeAll(calls)) {
                answers.add(answer.get().body());
            }
            assertThat(answers).containsOnly(answers.get(0));
            actions.end(actions.change(order, "Levererad", NOON, ""));
            assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void a_change_id_that_is_used_for_something_else_is_refused() {
        Order order = klarna();
        String id = ",'changeId':'ch-" + order.number() + "'";
        actions.end(actions.change(order, "40", NOON, id));

        Reply other = actions.change(order, "Makulerad", NOON, id);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("change-id-reused");
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
    }

    @Test
    void the_idempotency_key_is_the_change_id() {
        Order order = klarna();
        String body = "{\"orderNumber\":\"" + order.number() + "\",\"status\":40,\"occurredAt\":\"" + NOON + "\"}";

        Reply reply = api.send("POST", "/order-status-changes", body, "Idempotency-Key", "key-" + order.number());

        assertThat(reply.text("changeId")).isEqualTo("key-" + order.number());
    }

    @Test
    void a_status_that_nobody_has_mapped_does_nothing_and_is_counted() {
        Order order = klarna();
        String unheardOf = "Okänd " + order.number();

        assertThat(actions.change(order, unheardOf, NOON, "").text("code")).isEqualTo("status-unmapped");
        assertThat(actions.change(order, unheardOf.toUpperCase(), NOON.plusSeconds(1), "")
                        .text("code"))
                .isEqualTo("status-unmapped");

        assertThat(api.get("/order-status-actions/unmapped").body().path("statuses"))
                .filteredOn(status -> status.path("status").asText().equalsIgnoreCase(unheardOf))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.path("changes").asInt()).isEqualTo(2);
                    assertThat(status.path("account").asText()).isEqualTo("klarna");
                });
        assertThat(commands(order)).isEmpty();
    }

    @Test
    void an_ignored_status_and_one_of_a_group_that_is_off_do_nothing() {
        Order order = klarna();
        assertThat(actions.change(order, "Mottagen", NOON, "").text("code")).isEqualTo("status-ignored");
        actions.set("{'default':{'activate':{'enabled':false,'statuses':['Levererad']}}}");

        assertThat(actions.change(order, "Levererad", NOON.plusSeconds(1), "").text("code"))
                .isEqualTo("status-group-off");
        assertThat(commands(order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Mottagen, status-ignored", "Packad, status-unmapped", "Makulerad, status-group-off"})
    void a_later_status_that_leads_to_nothing_keeps_no_earlier_one_from_acting(String later, String code) {
        actions.set("""
                {'default':{'activate':{'statuses':['Levererad']},'reverse':{'enabled':false,'statuses':['Makulerad']},
                 'ignore':['Mottagen']}}""");
        Order order = klarna();
        assertThat(actions.change(order, later, NOON, "").text("code")).isEqualTo(code);

        actions.end(actions.change(order, "Levererad", NOON.minusSeconds(300), ""));

        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
    }

    @ParameterizedTest
    @CsvSource({"Makulerad, Levererad, activate", "Levererad, Ändrad, update", "Levererad, Makulerad, reverse"})
    void what_is_stale_and_would_have_acted_stands_in_attention_until_a_person_takes_it_up_or_closes_it(
            String later, String stale, String group) {
        Order order = klarna();
        actions.end(actions.change(order, later, NOON, ""));

        Reply held = actions.change(order, stale, NOON.minusSeconds(1), group.equals("update") ? lines(40_000) : "");

        assertThat(held.status()).isEqualTo(202);
        assertThat(held.text("code")).isEqualTo("status-stale");
        assertThat(held.text("group")).isEqualTo(group);
        String commandId = held.body().path("commands").get(0).path("commandId").asText();
        assertThat(api.get("/commands/" + commandId).text("state")).isEqualTo("NEEDS_ATTENTION");
        assertThat(attention(order))
                .extracting(command -> command.path("code").asText())
                .containsExactly("status-stale");
        assertThat(effects("klarna", order.id())).hasSize(1);

        assertThat(api.send("POST", "/commands/" + commandId + "/resolve", "{\"note\":\"agreed with the shop\"}")
                        .status())
                .isEqualTo(200);
        assertThat(attention(order)).isEmpty();
        assertThat(effects("klarna", order.id())).hasSize(1);
    }

    @Test
    void what_is_stale_is_done_after_all_when_a_person_takes_it_up() {
        actions.setUsual(ON);
        Order order = klarna();
        actions.end(actions.change(order, "Levererad", NOON, ""));
        Reply held = actions.change(order, "Makulerad", NOON.minusSeconds(1), "");
        String path = held.body().path("commands").get(0).path("href").asText().replace("/api/v1", "");

        assertThat(api.send("POST", path + "/retry", null).status()).isEqualTo(200);

        await().atMost(StatusActions.BOUND)
                .until(() -> api.get(path).text("state").equals("SUCCEEDED"));
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000", "refund 100000");
    }

    @Test
    void what_is_stale_and_has_no_reference_yet_waits_for_one_when_a_person_takes_it_up() {
        String id = Orders.make(order("klarna"));
        Order order = new Order(Orders.number(), id, "klarna");
        actions.change(order, "Makulerad", NOON, "");
        Reply held = actions.change(order, "Levererad", NOON.minusSeconds(1), "");
        String path = held.body().path("commands").get(0).path("href").asText().replace("/api/v1", "");
        assertThat(api.get(path).text("state")).isEqualTo("NEEDS_ATTENTION");

        Reply taken = api.send("POST", path + "/retry", null);

        assertThat(taken.text("code")).isEqualTo("reference-awaited");
    }

    @Test
    void an_update_that_is_held_back_bars_what_names_no_amount_until_somebody_has_looked() {
        Order order = klarna();
        actions.end(actions.change(order, "Ändrad", NOON, lines(30_000)));
        assertThat(actions.change(order, "Ändrad", NOON.minusSeconds(1), lines(40_000))
                        .text("code"))
                .isEqualTo("status-stale");

        Reply barred = actions.end(actions.change(order, "Levererad", NOON.plusSeconds(1), ""));
        assertThat(barred.text("code")).isEqualTo("update-not-done");
        assertThat(effects("klarna", order.id())).last().asString().doesNotStartWith("capture");

        String held = barred.text("becauseOf");
        assertThat(api.send("POST", "/commands/" + held + "/resolve", "{\"note\":\"the later update stands\"}")
                        .status())
                .isEqualTo(200);
        actions.end(actions.change(order, "Klar", NOON.plusSeconds(2), ""));
        assertThat(effects("klarna", order.id())).last().isEqualTo("capture 30000");
    }

    /** As a shop and a warehouse meet that send out of order: the update comes behind the delivery that it belongs before. */
    @Test
    void an_update_that_comes_too_late_for_a_delivery_that_was_refused_still_bars_the_next_one() {
        Order order = klarna();
        assertThat(actions.end(actions.change(order, "Levererad", NOON, ",'amount':30000,'currency':'SEK'"))
                        .text("code"))
                .isEqualTo("amount-mismatch");
        assertThat(actions.change(order, "Ändrad", NOON.minusSeconds(1), lines(30_000))
                        .text("code"))
                .isEqualTo("status-stale");

        assertThat(actions.end(actions.change(order, "Klar", NOON.plusSeconds(1), ""))
                        .text("code"))
                .isEqualTo("update-not-done");
        assertThat(effects("klarna", order.id())).isEmpty();
    }

    @Test
    void a_reversal_that_is_held_back_overtakes_nothing_that_waits() {
        Order order = StatusActions.order(api, order("klarna").withState("pending"), "klarna");
        Reply waiting = actions.change(order, "Levererad", NOON, "");

        assertThat(actions.change(order, "Makulerad", NOON.minusSeconds(1), "").text("code"))
                .isEqualTo("status-stale");

        assertThat(actions.end(waiting).text("code")).isNotEqualTo("overtaken");
    }

    @Test
    void a_second_status_of_the_same_group_sends_nothing_once_the_first_has_taken_effect() {
        Order order = klarna();
        actions.end(actions.change(order, "Levererad", NOON, ""));

        assertThat(actions.change(order, "Klar", NOON.plusSeconds(1), "").text("code"))
                .isEqualTo("status-already-in-group");
        assertThat(commands(order)).hasSize(1);
    }

    @Test
    void a_second_status_of_the_same_group_tries_again_when_the_first_failed() {
        Order order = klarna();
        Reply refused = actions.end(actions.change(order, "Levererad", NOON, ",'amount':99999,'currency':'SEK'"));
        assertThat(refused.text("code")).isEqualTo("amount-mismatch");

        Reply again = actions.end(actions.change(order, "Klar", NOON.plusSeconds(1), ""));

        assertThat(again.text("state")).isEqualTo("SUCCEEDED");
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
    }

    @Test
    void a_status_of_the_update_group_sets_amount_and_lines_and_another_one_sets_others() {
        Order order = klarna();

        assertThat(actions.change(order, "Ändrad", NOON, "").text("code")).isEqualTo("missing-field");
        Reply first = actions.end(actions.change(order, "Ändrad", NOON, lines(40_000)));
        Reply same = actions.change(order, "Ändrad", NOON.plusSeconds(1), lines(40_000));
        Reply other = actions.end(actions.change(order, "Ändrad", NOON.plusSeconds(2), lines(30_000)));

        assertThat(first.text("performed")).isEqualTo("update");
        assertThat(same.text("code")).isEqualTo("status-already-in-group");
        assertThat(other.body().path("amount").asLong()).isEqualTo(30_000);
        assertThat(effects("klarna", order.id())).hasSize(2);
    }

    @Test
    void a_reversal_by_status_annuls_what_is_not_activated() {
        Order order = StatusActions.order(api, invoice(), "svea");

        assertThat(actions.end(actions.change(order, "Makulerad", NOON, "")).text("performed"))
                .isEqualTo("annul");
        assertThat(effects("svea", order.id())).containsExactly("cancel-order 100000");
    }

    @Test
    void a_reversal_by_status_never_credits_while_that_is_off_and_does_when_it_is_on() {
        Order order = klarna();
        actions.end(actions.change(order, "Levererad", NOON, ""));

        Reply refused = actions.end(actions.change(order, "Retur", NOON.plusSeconds(1), ""));
        assertThat(refused.text("state")).isEqualTo("REFUSED");
        assertThat(refused.text("code")).isEqualTo("credit-by-status-off");
        assertThat(refused.body().path("message").path("sv").asText()).contains("creditByStatus");
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");

        actions.setUsual(ON);
        Reply credited = actions.end(actions.change(order, "Retur", NOON.plusSeconds(2), ""));
        assertThat(credited.text("performed")).isEqualTo("credit");
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000", "refund 100000");
    }

    @Test
    void a_credit_by_status_above_the_cap_is_refused() {
        actions.setUsual("{'enabled':true,'perHour':1000,'mostPerCredit':{'SEK':99999}}");
        Order order = klarna();
        actions.end(actions.change(order, "Levererad", NOON, ""));

        assertThat(actions.end(actions.change(order, "Retur", NOON.plusSeconds(1), ""))
                        .text("code"))
                .isEqualTo("credit-by-status-amount");
        assertThat(effects("klarna", order.id())).containsExactly("capture 100000");
    }

    @Test
    void what_is_wrong_with_a_change_is_named_and_nothing_is_recorded() {
        Reply reply = actions.send("{'orderNumber':'1','state':'Levererad','occurredAt':'2026-11-20'}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("violations").findValuesAsText("field"))
                .containsExactly("state", "status", "occurredAt");
        assertThat(actions.send("{'orderNumber':'1','status':'x','occurredAt':'2199-01-01T00:00:00Z'}")
                        .body()
                        .path("violations")
                        .findValuesAsText("field"))
                .containsExactly("occurredAt");
        assertThat(actions.send("{'orderNumber':'../1','status':'a\\nb','occurredAt':'2026-01-01T00:00:00Z'}")
                        .body()
                        .path("violations")
                        .findValuesAsText("field"))
                .containsExactly("status", "orderNumber");
    }

    @Test
    void an_order_whose_account_is_not_known_is_not_guessed_about() {
        actions.set("""
                {'default':{'activate':{'statuses':['Levererad']}},
                 'accounts':{'svea':{'ignore':['Levererad'],'activate':{'statuses':[]}}}}""");
        Order unknown = new Order(Orders.number(), "", "");

        Reply reply = actions.change(unknown, "Levererad", NOON, "");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("code")).isEqualTo("status-ambiguous");
        assertThat(actions.change(unknown, "Levererad", NOON, ",'account':'svea'")
                        .text("code"))
                .isEqualTo("status-ignored");
    }

    private Order klarna() {
        return StatusActions.order(api, order("klarna"), "klarna");
    }

    private List<JsonNode> attention(Order order) {
        return StreamSupport.stream(
                        api.get("/attention").body().path("commands").spliterator(), false)
                .filter(command -> command.path("orderNumber").asText().equals(order.number()))
                .toList();
    }

    private JsonNode commands(Order order) {
        return api.get("/commands?orderNumber=" + order.number()).body().path("commands");
    }

    private static String lines(long amount) {
        return ",'amount':" + amount + ",'currency':'SEK','lines':[{'name':'Kaffe','quantity':1,'unitPrice':" + amount
                + ",'taxRate':1200,'totalAmount':" + amount + "}]";
    }
}
