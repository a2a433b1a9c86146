package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.number;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.endtoend.Api.Reply;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jms.core.JmsTemplate;

/** Order numbers that lead to more than one payment, payments with more than one number. */
@EndToEnd
class ReferencesEndToEndTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    private Api api;
    private StatusActions actions;

    @BeforeEach
    void connect() {
        api = new Api(port);
        actions = new StatusActions(api);
        actions.setUsual("{'enabled':false}");
    }

    @Test
    void a_number_does_not_leave_an_open_payment_unless_it_is_asked_for() {
        String number = number();
        String first = make(order("klarna"));
        String second = make(order("klarna"));
        refer(number, "klarna", first, "");

        Reply taken = refer(number, "klarna", second, "");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("code")).isEqualTo("reference-taken");
        assertThat(taken.body().path("violations").findValuesAsText("field")).containsExactly("orderNumber");
        assertThat(api.get("/order-references/" + number).text("providerOrderId"))
                .isEqualTo(first);

        assertThat(refer(number, "klarna", second, ",'replace':true").status()).isEqualTo(200);
        JsonNode seen = api.get("/orders/" + number).body();
        assertThat(seen.path("reference").path("providerOrderId").asText()).isEqualTo(second);
        assertThat(seen.path("replaced").findValuesAsText("providerOrderId")).containsExactly(first);
        assertThat(seen.path("replaced").findValuesAsText("by")).containsExactly("key:tests");
        assertThat(api.get("/audit").body().toString()).contains("reference.replace");

        api.command("{'action':'activate','orderNumber':'" + number + "','amount':100000,'currency':'SEK'}");
        assertThat(effects("klarna", first)).isEmpty();
        assertThat(effects("klarna", second)).containsExactly("capture 100000");
    }

    @Test
    void a_number_is_free_once_kvitt_has_seen_its_payment_end() {
        String number = number();
        String first = make(order("klarna"));
        refer(number, "klarna", first, "");
        api.command("{'action':'annul','orderNumber':'" + number + "'}");

        assertThat(refer(number, "klarna", make(order("klarna")), "").status()).isEqualTo(200);
        assertThat(api.get("/orders/" + number).body().path("replaced").findValuesAsText("providerOrderId"))
                .containsExactly(first);
    }

    @Test
    void a_number_that_two_accounts_have_needs_the_account_on_every_channel() throws Exception {
        String number = number();
        String klarna = make(order("klarna"));
        String svea = make(invoice());
        assertThat(refer(number, "klarna", klarna, "").status()).isEqualTo(200);
        assertThat(refer(number, "svea", svea, "").status()).isEqualTo(200);

        ambiguous(api.command("{'action':'activate','orderNumber':'" + number + "'}"));
        ambiguous(actions.send("{'orderNumber':'" + number + "','status':'Levererad','occurredAt':'" + NOON + "'}"));
        ambiguous(api.get("/orders/" + number));
        ambiguous(api.get("/order-references/" + number));
        Message kept = refused("kvitt.commands", "{'action':'activate','orderNumber':'" + number + "'}");
        assertThat(kept.getStringProperty("kvittCode")).isEqualTo("account-ambiguous");
        assertThat(kept.getStringProperty("kvittReason")).contains("klarna, svea");
        Message change = refused(
                "kvitt.order-status-changes",
                "{'orderNumber':'" + number + "','status':'Levererad','occurredAt':'" + NOON + "'}");
        assertThat(change.getStringProperty("kvittCode")).isEqualTo("account-ambiguous");
        assertThat(receipt(number)).contains("REJECTED;R-ACCOUNT_AMBIGUOUS");
        assertThat(effects("klarna", klarna)).isEmpty();
        assertThat(effects("svea", svea)).isEmpty();

        api.command("{'action':'activate','orderNumber':'" + number + "','account':'klarna'}");
        assertThat(effects("klarna", klarna)).containsExactly("capture 100000");
        assertThat(effects("svea", svea)).isEmpty();
        assertThat(api.get("/orders/" + number + "?account=klarna").body().path("commands"))
                .hasSize(1);
        assertThat(api.get("/orders/" + number + "?account=svea").body().path("commands"))
                .isEmpty();
        assertThat(api.get("/order-references/" + number + "?account=svea").text("providerOrderId"))
                .isEqualTo(svea);

        Api ofSvea = only("svea");
        assertThat(ofSvea.get("/orders/" + number)
                        .body()
                        .path("reference")
                        .path("account")
                        .asText())
                .isEqualTo("svea");
        assertThat(ofSvea.get("/orders/" + number + "?account=klarna").status()).isEqualTo(404);
        ofSvea.command("{'action':'annul','orderNumber':'" + number + "'}");
        assertThat(effects("svea", svea)).containsExactly("cancel-order 100000");
    }

    @Test
    void lines_that_contradict_each_other_are_named_both_and_neither_is_stored() {
        String twice = number();
        String shared = number();
        String same = number();
        String body = line(twice, "P1-" + twice, "")
                + line(shared, "S-" + shared, "")
                + line(same, "X-" + same, "")
                + line(same, "X-" + same, "")
                + line(twice, "P2-" + twice, "")
                + line("x" + shared, "S-" + shared, "");

        Reply reply = api.send("POST", "/order-references", body, "Content-Type", "application/x-ndjson");

        assertThat(reply.body().path("stored").asInt()).isEqualTo(2);
        assertThat(reply.body().path("rejected").asInt()).isEqualTo(4);
        assertThat(reply.body().path("problems").findValuesAsText("line")).containsExactly("1", "2", "5", "6");
        assertThat(reply.body().path("problems").path(0).toString()).contains("reference-taken", "line 5");
        assertThat(reply.body().path("problems").path(2).toString()).contains("reference-taken", "line 1");
        assertThat(reply.body().path("problems").path(1).toString()).contains("providerOrderId", "line 6");
        assertThat(api.get("/order-references/" + twice).status()).isEqualTo(404);

        String later = line(twice, "P1-" + twice, "") + line(twice, "P2-" + twice, ",'replace':true");
        assertThat(api.send("POST", "/order-references", later, "Content-Type", "application/x-ndjson")
                        .body()
                        .path("stored")
                        .asInt())
                .isEqualTo(2);
        assertThat(api.get("/order-references/" + twice).text("providerOrderId"))
                .isEqualTo("P2-" + twice);
        Reply against = api.send(
                "POST",
                "/order-references",
                line(twice, "P3-" + twice, "") + line(same, "X-" + same, ""),
                "Content-Type",
                "application/x-ndjson");
        assertThat(against.body().path("stored").asInt()).isEqualTo(1);
        assertThat(against.body().path("problems").findValuesAsText("line")).containsExactly("1");
    }

    @Test
    void a_payment_gets_a_second_number_when_it_is_asked_for_and_both_orders_show_what_is_done_by_either() {
        String one = number();
        String other = number();
        String id = make(order("klarna"));
        refer(one, "klarna", id, "");

        Reply taken = refer(other, "klarna", id, "");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("code")).isEqualTo("reference-taken");
        assertThat(taken.body().path("violations").findValuesAsText("field")).containsExactly("providerOrderId");
        assertThat(api.get("/order-references/" + other).status()).isEqualTo(404);
        assertThat(refer(other, "klarna", id, ",'replace':true").status()).isEqualTo(200);
        assertThat(api.get("/audit").body().toString()).contains("reference.share");

        api.command("{'action':'activate','orderNumber':'" + one + "'}");

        for (String[] pair : new String[][] {{one, other}, {other, one}}) {
            JsonNode seen = api.get("/orders/" + pair[0]).body();
            assertThat(seen.path("otherNumbers")).extracting(JsonNode::asText).containsExactly(pair[1]);
            assertThat(seen.path("commands").findValuesAsText("orderNumber")).containsExactly(one);
            assertThat(seen.path("commands").findValuesAsText("performed")).containsExactly("activate");
        }
        assertThat(api.command("{'action':'activate','orderNumber':'" + other + "'}")
                        .text("state"))
                .isEqualTo("ALREADY_SO");
        assertThat(effects("klarna", id)).containsExactly("capture 100000");
    }

    @Test
    void a_reference_in_another_currency_than_the_payments_stops_every_command_that_goes_by_it() {
        String number = number();
        String id = make(order("klarna"));
        api.send(
                "PUT",
                "/order-references/" + number,
                "{\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\",\"currency\":\"EUR\"}");

        for (String action : new String[] {"activate", "annul", "reverse", "credit"}) {
            Reply refused = api.command("{'action':'" + action + "','orderNumber':'" + number + "'}");
            assertThat(refused.text("state")).isEqualTo("REFUSED");
            assertThat(refused.text("code")).isEqualTo("reference-currency");
        }
        Reply status =
                actions.end(actions.change(new StatusActions.Order(number, id, "klarna"), "Levererad", NOON, ""));
        assertThat(status.text("code")).isEqualTo("reference-currency");
        assertThat(api.send(
                                "POST",
                                "/order-status-actions/preview",
                                "{\"orders\":[\"" + number + "\"],\"status\":\"Makulerad\"}")
                        .body()
                        .toString())
                .contains("reference-currency");
        assertThat(api.get("/orders/" + number).body().path("possible")).isEmpty();
        assertThat(effects("klarna", id)).isEmpty();

        refer(number, "klarna", id, "");
        assertThat(api.command("{'action':'activate','orderNumber':'" + number + "'}")
                        .text("state"))
                .isEqualTo("SUCCEEDED");
    }

    private static void ambiguous(Reply reply) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(422);
        assertThat(reply.text("code")).isEqualTo("account-ambiguous");
        assertThat(reply.body().path("violations").path(0).path("remedy").asText())
                .contains("klarna, svea");
    }

    private Message refused(String queue, String body) throws JMSException {
        String correlation = "ref-" + System.nanoTime();
        JmsTemplate jms = new JmsTemplate(connections);
        jms.setReceiveTimeout(20_000);
        jms.send(queue, session -> {
            Message message = session.createTextMessage(body.replace('\'', '"'));
            message.setJMSCorrelationID(correlation);
            return message;
        });
        return jms.receiveSelected("kvitt.invalid", "JMSCorrelationID = '" + correlation + "'");
    }

    private static String receipt(String number) throws IOException {
        Path directory = EndToEnd.DATA.resolve("erp");
        String file = "ambiguous-" + number;
        Files.writeString(
                directory.resolve("in").resolve(file + ".csv"),
                "#kvitt;version=1;file_id=" + file + "\nrecord;command_id;command;order_no\nO;" + file + ";ACTIVATE;"
                        + number + "\nT;1\n");
        Path result = directory.resolve("receipts").resolve(file + ".result.csv");
        await().atMost(StatusActions.BOUND).until(() -> Files.exists(result));
        return Files.readString(result);
    }

    private Api only(String account) {
        String key = api.send(
                        "POST",
                        "/api-keys",
                        "{\"name\":\"only-" + System.nanoTime()
                                + "\",\"permissions\":[\"payments.read\",\"payments.act\"],\"accounts\":[\"" + account
                                + "\"]}")
                .text("key");
        return new Api(port, "X-API-Key", key);
    }

    private Reply refer(String number, String account, String id, String more) {
        return api.send(
                "PUT",
                "/order-references/" + number,
                ("{'account':'" + account + "','providerOrderId':'" + id + "','currency':'SEK'" + more + "}")
                        .replace('\'', '"'));
    }

    private static String line(String number, String id, String more) {
        return ("{'orderNumber':'" + number + "','account':'klarna','providerOrderId':'" + id + "','currency':'SEK'"
                        + more + "}\n")
                .replace('\'', '"');
    }
}
