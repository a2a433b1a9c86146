package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.card;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kvitt.endtoend.Api.Reply;
import io.kvitt.sandbox.simulation.NewOrder.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@EndToEnd
class CommandsEndToEndTest {

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"klarna", "kustom"})
    void an_order_is_activated_and_then_reversed_by_crediting_all_of_it(String account) {
        String id = make(order(account));

        Reply activated = api.command(command("activate", account, id));
        assertThat(activated.status()).isEqualTo(200);
        assertThat(activated.text("state")).isEqualTo("SUCCEEDED");
        assertThat(activated.text("paymentStatus")).isEqualTo("ACTIVATED");
        assertThat(activated.body().path("amount").asLong()).isEqualTo(100_000);
        assertThat(activated.text("providerReference")).startsWith("capture:");
        assertThat(activated
                        .body()
                        .path("attempts")
                        .get(0)
                        .path("correlationId")
                        .asText())
                .isNotEmpty();

        Reply again = api.command(command("activate", account, id));
        assertThat(again.text("state")).isEqualTo("ALREADY_SO");

        Reply annul = api.command(command("annul", account, id));
        assertThat(annul.text("state")).isEqualTo("REFUSED");
        assertThat(annul.text("code")).isEqualTo("activated-use-credit");
        assertThat(annul.body().path("message").path("sv").asText()).contains("kreditering betalar tillbaka");

        Reply reversed = api.command(command("reverse", account, id));
        assertThat(reversed.text("state")).isEqualTo("SUCCEEDED");
        assertThat(reversed.text("performed")).isEqualTo("credit");

        assertThat(effects(account, id)).containsExactly("capture 100000", "refund 100000");
    }

    /** 2 × 100.00 − 10.00, freight 49.00, a book without VAT 30.00, a gift card −50.00. */
    @ParameterizedTest
    @ValueSource(strings = {"klarna", "kustom", "svea"})
    void discounts_freight_gift_cards_and_goods_without_vat_are_taken_and_paid_back_to_the_last_ore(String account) {
        String id = make(order(account)
                .byACompany()
                .withLines(
                        new Line("A", "Stol", 2, 10_000, 2500).withDiscount(1_000),
                        new Line("F", "Frakt", 1, 4_900, 2500).as("shipping_fee"),
                        new Line("B", "Bok", 1, 3_000, 0),
                        new Line("G", "Presentkort", 1, -5_000, 0).as("gift_card")));

        assertThat(api.command(command("activate", account, id, 21_900)).text("code"))
                .isEqualTo("activated");
        assertThat(api.command(command("credit", account, id, 21_900)).text("code"))
                .isEqualTo("credited");

        assertThat(effects(account, id))
                .hasSize(2)
                .allSatisfy(effect -> assertThat(effect).endsWith(" 21900"));
    }

    @Test
    void what_was_taken_and_repaid_without_an_amount_is_said() {
        String id = make(order("klarna"));

        Reply activated = api.command(command("activate", "klarna", id));
        assertThat(activated.body().path("message").path("en").asText())
                .endsWith("No amount was given; taken: 1000.00 SEK.");
        assertThat(activated.body().path("message").path("sv").asText())
                .endsWith("Inget belopp angavs; draget: 1000,00 SEK.");
        assertThat(api.command(command("credit", "klarna", id, 100_000))
                        .body()
                        .path("message")
                        .path("en")
                        .asText())
                .doesNotContain("No amount");
    }

    @Test
    void a_reservation_is_annulled_and_nothing_more_can_be_done_with_it() {
        String id = make(order("klarna"));

        assertThat(api.command(command("reverse", "klarna", id)).text("performed"))
                .isEqualTo("annul");
        assertThat(api.command(command("annul", "klarna", id)).text("state")).isEqualTo("ALREADY_SO");
        assertThat(api.command(command("activate", "klarna", id)).text("code")).isEqualTo("payment-annulled");

        assertThat(effects("klarna", id)).containsExactly("cancel 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"klarna", "svea"})
    void an_update_replaces_amount_and_lines_and_the_same_update_is_already_so(String account) {
        String id = make(order(account));
        String update = """
                {'action':'update','account':'%s','providerOrderId':'%s','amount':50000,'currency':'SEK','lines':[
                 {'reference':'KAFFE','name':'Kaffe','quantity':2,'unitPrice':20000,'taxRate':1200,'totalAmount':40000},
                 {'name':'Frakt','quantity':1,'unitPrice':10000,'taxRate':2500,'totalAmount':10000}]}
                """.formatted(account, id);

        assertThat(api.command(update).text("code")).isEqualTo("updated");
        assertThat(api.command(update).text("code")).isEqualTo("already-updated");
        Reply mismatch = api.command(command("activate", account, id, 100_000));
        assertThat(mismatch.text("code")).isEqualTo("amount-mismatch");
        assertThat(mismatch.body().path("message").path("en").asText())
                .endsWith("Asked for: 1000.00 SEK; at the provider: 500.00 SEK.");
        assertThat(mismatch.body().path("message").path("sv").asText())
                .endsWith("Begärt: 1000,00 SEK; hos leverantören: 500,00 SEK.");
        assertThat(api.command(command("activate", account, id, 50_000)).text("code"))
                .isEqualTo("activated");

        assertThat(effects(account, id)).hasSize(2).last().asString().endsWith(" 50000");
    }

    @Test
    void a_partly_captured_order_is_credited_before_its_rest_is_released() {
        String id = make(order("klarna").withState("part-captured").activated(40_000, 1));

        Reply credited = api.command(command("credit", "klarna", id, 40_000));

        assertThat(credited.text("state")).isEqualTo("SUCCEEDED");
        assertThat(credited.text("performed")).isEqualTo("credit");
        assertThat(credited.body().path("amount").asLong()).isEqualTo(40_000);
        assertThat(effects("klarna", id)).containsExactly("refund 40000", "release-remaining-authorization 60000");
    }

    @Test
    void every_delivery_of_a_svea_order_is_credited() {
        String id = make(invoice()
                .withLines(new Line("A", "Kaffe", 1, 60_000, 1200), new Line("B", "Frakt", 1, 40_000, 2500))
                .withState("delivered")
                .activated(100_000, 2));

        Reply credited = api.command(command("credit", "svea", id));

        assertThat(credited.text("state")).isEqualTo("SUCCEEDED");
        assertThat(credited.body().path("amount").asLong()).isEqualTo(100_000);
        assertThat(credited.body().path("attempts")).hasSize(2);
        assertThat(effects("svea", id)).hasSize(2);
        assertThat(api.command(command("credit", "svea", id)).text("state")).isEqualTo("ALREADY_SO");
    }

    @Test
    void a_svea_invoice_is_delivered_and_its_task_is_followed_to_the_end() {
        String id = make(invoice());

        Reply delivered = api.command(command("activate", "svea", id));

        assertThat(delivered.text("state")).isEqualTo("SUCCEEDED");
        assertThat(delivered.text("providerReference")).startsWith("delivery:");
        assertThat(effects("svea", id)).containsExactly("deliver 100000");
    }

    @Test
    void a_card_that_is_not_settled_is_credited_by_cancelling_and_a_settled_one_by_its_amount() {
        String unsettled = make(card().withState("delivered"));
        String settled = make(card().withState("settled"));
        String swish = make(order("svea").paidBy("Swish").withState("settled"));

        assertThat(api.command(command("annul", "svea", unsettled)).text("state"))
                .isEqualTo("REFUSED");
        for (String id : List.of(unsettled, settled, swish)) {
            assertThat(api.command(command("activate", "svea", id)).text("state"))
                    .isEqualTo("ALREADY_SO");
            assertThat(api.command(command("reverse", "svea", id)).text("performed"))
                    .isEqualTo("credit");
            assertThat(effects("svea", id)).hasSize(1);
        }
    }

    @Test
    void a_card_amount_can_be_lowered_and_not_raised() {
        String id = make(card());
        String update = "{'action':'update','account':'svea','providerOrderId':'" + id + "','currency':'SEK','amount':";

        assertThat(api.command(update + "120000}").text("code")).isEqualTo("increase-not-allowed");
        assertThat(api.command(update + "60000}").text("code")).isEqualTo("updated");
        assertThat(api.command(command("activate", "svea", id, 60_000)).text("code"))
                .isEqualTo("activated");
    }

    @Test
    void a_partial_credit_is_refused_with_a_word_about_the_portal() {
        String id = make(order("klarna").withState("captured"));

        Reply refused = api.command(command("credit", "klarna", id, 1_000));

        assertThat(refused.text("code")).isEqualTo("partial-credit");
        assertThat(refused.body().path("message").path("en").asText()).contains("portal");
        assertThat(effects("klarna", id)).isEmpty();
    }

    @Test
    void the_same_id_gives_the_first_answer_and_another_body_under_it_is_refused() {
        String id = make(order("klarna"));
        String commandId = "same-" + id;
        String body = "{'commandId':'" + commandId + "','action':'activate','account':'klarna','providerOrderId':'" + id
                + "'}";

        Reply first = api.command(body);
        Reply replay = api.command(body);
        Reply other = api.command(body.replace("activate", "annul"));
        Reply byHeader = api.send(
                "POST",
                "/commands",
                "{\"action\":\"activate\",\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\"}",
                "Idempotency-Key",
                commandId);

        assertThat(replay.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("command-id-reused");
        assertThat(byHeader.body()).isEqualTo(first.body());
        assertThat(effects("klarna", id)).hasSize(1);
    }

    @Test
    void the_first_answer_of_who_does_not_wait_is_what_was_accepted_and_a_replays_is_what_became_of_it() {
        String id = make(order("klarna"));
        String body = "{\"commandId\":\"soon-" + id
                + "\",\"action\":\"activate\",\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\"}";

        Reply first = api.send("POST", "/commands", body);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("state")).isEqualTo("ACCEPTED");
        String path =
                first.http().headers().firstValue("Location").orElseThrow().replace("/api/v1", "");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.get(path).text("state").equals("SUCCEEDED"));
        Reply replay = api.send("POST", "/commands", body);

        assertThat(replay.status()).isEqualTo(202);
        assertThat(replay.body()).isEqualTo(api.get(path).body());
        assertThat(replay.text("state")).isEqualTo("SUCCEEDED");
        for (String field : List.of("commandId", "action", "account", "providerOrderId", "acceptedAt")) {
            assertThat(first.text(field)).as(field).isEqualTo(replay.text(field));
        }
        assertThat(effects("klarna", id)).hasSize(1);
    }

    @Test
    void an_idempotency_key_that_is_blank_or_comes_twice_is_refused_and_never_taken_for_none() {
        String body = "{\"action\":\"annul\",\"orderNumber\":\"1\"}";

        assertThat(api.send("POST", "/commands", body, "Idempotency-Key", " ").status())
                .isEqualTo(400);
        assertThat(api.send("POST", "/commands", body, "Idempotency-Key", "a", "Idempotency-Key", "b")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void more_passes_that_break_than_there_are_workers_leave_all_workers_free() {
        List<String> ids = IntStream.range(0, 150)
                .mapToObj(i -> String.format("00000000-0000-4000-8000-9999%08d", i))
                .toList();
        ids.forEach(id ->
                api.send("POST", "/commands", command("activate", "klarna", id).replace('\'', '"')));
        String id = make(order("klarna"));

        assertThat(api.command(command("activate", "klarna", id)).text("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_provider_order_id_without_its_account_waits_for_the_orders_reference() {
        Reply refused = api.command("{'action':'annul','orderNumber':'X9','providerOrderId':'abc-1'}");

        assertThat(refused.text("code")).isEqualTo("reference-unknown");
    }

    @Test
    void many_who_want_the_same_at_once_cause_one_effect() throws Exception {
        String klarna = make(order("klarna"));
        String svea = make(invoice());
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            IntStream.range(0, 20).forEach(i -> {
                calls.add(
                        () -> api.command(command("activate", "klarna", klarna)).text("state"));
                calls.add(() -> api.command(command("activate", "svea", svea)).text("state"));
            });
            List<String> states = new ArrayList<>();
            for (Future<String> call : callers.invokeAll(calls)) {
                states.add(call.get());
            }
            assertThat(states).containsOnly("SUCCEEDED", "ALREADY_SO");
            assertThat(states.stream().filter("SUCCEEDED"::equals)).hasSize(2);
        } finally {
            callers.shutdownNow();
        }
        assertThat(effects("klarna", klarna)).hasSize(1);
        assertThat(effects("svea", svea)).hasSize(1);
    }

    @Test
    void a_command_with_only_an_order_number_waits_for_its_reference() {
        String id = make(order("klarna"));
        String number = Orders.number();
        Reply waiting = api.send("POST", "/commands", "{\"action\":\"activate\",\"orderNumber\":\"" + number + "\"}");
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(waiting.text("code")).isEqualTo("reference-awaited");
        assertThat(api.get("/commands/" + waiting.text("commandId")).body()).isEqualTo(waiting.body());

        Reply put = api.send(
                "PUT",
                "/order-references/" + number,
                "{\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\",\"currency\":\"SEK\"}");
        assertThat(put.status()).isEqualTo(200);

        String location =
                waiting.http().headers().firstValue("Location").orElseThrow().replace("/api/v1", "");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.get(location).text("state").equals("SUCCEEDED"));
        assertThat(api.get("/order-references/" + number).text("providerOrderId"))
                .isEqualTo(id);
        assertThat(api.get("/commands?orderNumber=" + number).body().path("commands"))
                .hasSize(1);
    }

    @Test
    void a_reference_that_never_comes_refuses_the_command() {
        Reply refused = api.command("{'action':'activate','orderNumber':'" + Orders.number() + "'}");

        assertThat(refused.text("state")).isEqualTo("REFUSED");
        assertThat(refused.text("code")).isEqualTo("reference-unknown");
    }

    @Test
    void many_references_come_as_json_lines_and_a_bad_one_takes_no_good_one_with_it() {
        String good = Orders.number();
        Reply reply = api.send(
                "POST",
                "/order-references",
                "{\"orderNumber\":\"" + good
                        + "\",\"account\":\"klarna\",\"providerOrderId\":\"a-1\",\"currency\":\"SEK\"}\n"
                        + "{\"orderNumber\":\"x\",\"account\":\"nobody\",\"providerOrderId\":\"a-2\",\"currency\":\"SEK\"}\n"
                        + "nonsense\n",
                "Content-Type",
                "application/x-ndjson");

        assertThat(reply.body().path("stored").asInt()).isEqualTo(1);
        assertThat(reply.body().path("rejected").asInt()).isEqualTo(2);
        assertThat(reply.body().path("problems").findValuesAsText("line")).containsExactly("2", "3");
        assertThat(api.get("/order-references/" + good).status()).isEqualTo(200);
    }

    @Test
    void what_is_wrong_is_named_and_nothing_is_stored() {
        Reply bad = api.command("{'commandId':'bad-1','action':'activate','orderNumber':'1','amont':5}");

        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.http().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(bad.body().path("violations").get(0).path("field").asText()).isEqualTo("amont");
        assertThat(api.get("/commands/bad-1").status()).isEqualTo(404);
        assertThat(api.send("POST", "/commands", "a=b", "Content-Type", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
        assertThat(api.command(" ".repeat(1024 * 1024 + 1)).status()).isEqualTo(413);
        assertThat(api.get("/commands?state=NOPE").status()).isEqualTo(400);
        assertThat(api.get("/commands?cursor=*").status()).isEqualTo(400);
    }

    /** The database takes a NUL in no text, and would be taken for away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/commands?orderNumber=1%002",
                "/commands?account=%00",
                "/commands?state=%00",
                "/commands?cursor=%00",
                "/attention?account=a%00",
                "/webhook-deliveries?account=a%00",
                "/audit?cursor=%00"
            })
    void a_control_character_in_a_query_parameter_is_the_callers_mistake_and_no_outage(String path) {
        assertThat(api.get(path).status()).isEqualTo(400);
    }

    @Test
    void pages_lead_on_to_older_commands() {
        String id = make(order("klarna"));
        for (int i = 0; i < 51; i++) {
            api.send("POST", "/commands", command("annul", "klarna", id).replace('\'', '"'));
        }
        Reply first = api.get("/commands?account=klarna");

        assertThat(first.body().path("commands")).hasSize(50);
        Reply second = api.get("/commands?account=klarna&cursor=" + first.text("nextCursor"));
        assertThat(second.body().path("commands").findValuesAsText("commandId"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.body().path("commands").findValuesAsText("commandId"));
    }

    private static String command(String action, String account, String providerOrderId) {
        return "{'action':'" + action + "','account':'" + account + "','providerOrderId':'" + providerOrderId + "'}";
    }

    private static String command(String action, String account, String providerOrderId, long amount) {
        return command(action, account, providerOrderId).replace("}", ",'amount':" + amount + ",'currency':'SEK'}");
    }
}
