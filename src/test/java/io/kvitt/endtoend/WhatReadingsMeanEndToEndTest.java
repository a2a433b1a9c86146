package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.EndToEnd.TAMPERING;
import static io.kvitt.endtoend.Orders.card;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.endtoend.Api.Reply;
import io.kvitt.endtoend.StatusActions.Order;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.Cause.Actor;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Kvitt does about a payment that reads neither as "reserved" nor as "taken", asked for by command and by status. */
@EndToEnd
class WhatReadingsMeanEndToEndTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
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

    @AfterEach
    void disarm() {
        SANDBOX.disarm();
        SANDBOX.switches().set(KlarnaSwitch.PENDING_CANCEL_ALLOWED, true);
        SANDBOX.switches().set(KlarnaSwitch.PART_CAPTURED_READS_EXPIRED, false);
    }

    @Test
    void an_annulment_that_a_review_stands_in_the_way_of_waits_for_it_at_both_providers() {
        SANDBOX.switches().set(KlarnaSwitch.PENDING_CANCEL_ALLOWED, false);
        for (String action : List.of("annul", "reverse", "Makulerad")) {
            for (NewOrder made : List.of(
                    order("klarna").withState("pending"),
                    order("kustom").withState("pending"),
                    invoice().withState("processing"))) {
                Order order = StatusActions.order(api, made, made.provider());

                String href = ask(order, action);
                await().atMost(BOUND).until(() -> api.get(href).text("code"), "payment-pending"::equals);
                assertThat(effects(order.account(), order.id())).isEmpty();
                SANDBOX.portal(
                        order.account(),
                        order.id(),
                        new PortalEdit(order.account().equals("svea") ? "pay" : "accept", null));

                await().atMost(BOUND).until(() -> api.get(href).body().has("endedAt"));
                assertThat(api.get(href).text("state")).isEqualTo("SUCCEEDED");
                assertThat(api.get(href).text("performed")).isEqualTo("annul");
                assertThat(effects(order.account(), order.id()))
                        .hasSize(1)
                        .allMatch(effect -> effect.startsWith("cancel"));
            }
        }
    }

    @Test
    void an_activation_without_an_amount_is_never_a_yes_when_the_rest_of_the_payment_has_ended() {
        for (String action : List.of("activate", "Levererad")) {
            for (String provider : List.of("klarna", "kustom", "svea")) {
                Order order = partTaken(provider);
                edit(order, provider.equals("svea") ? "cancel" : "release", null);

                JsonNode end = end(ask(order, action));

                assertThat(end.path("state").asText()).as("%s", end).isEqualTo("REFUSED");
                assertThat(end.path("code").asText()).isEqualTo("activated-rest-ended");
                assertThat(end.path("paymentStatus").asText()).isEqualTo("REST_ENDED");
                assertThat(byKvitt(order)).isEmpty();
                Reply named = api.command(
                        "{'action':'activate','orderNumber':'" + order.number() + "','amount':40000,'currency':'SEK'}");
                assertThat(named.text("state")).isEqualTo("ALREADY_SO");
            }
        }
    }

    @Test
    void an_activation_of_what_kvitt_itself_had_lowered_is_a_yes_also_the_second_time() {
        for (String provider : List.of("klarna", "svea")) {
            Order order = reserved(provider.equals("svea") ? card() : order("klarna"), provider);
            api.command("{'action':'update','orderNumber':'" + order.number()
                    + "','amount':40000,'currency':'SEK','lines':[{'reference':'A','name':'Kaffe','quantity':1,"
                    + "'unitPrice':40000,'taxRate':2500,'totalAmount':40000}]}");

            assertThat(end(ask(order, "activate")).path("state").asText()).isEqualTo("SUCCEEDED");
            JsonNode again = end(ask(order, "Levererad"));

            assertThat(again.path("state").asText()).as("%s", again).isEqualTo("ALREADY_SO");
            assertThat(byKvitt(order)).endsWith("ACTIVATE 40000");
        }
    }

    @Test
    void what_is_left_of_a_payment_that_is_partly_taken_and_partly_repaid_can_be_taken_at_both_providers() {
        for (String action : List.of("activate", "Levererad")) {
            for (String provider : List.of("klarna", "kustom", "svea")) {
                Order order = partTaken(provider);
                edit(order, provider.equals("svea") ? "credit" : "refund", 10_000L);

                JsonNode end = end(ask(order, action));

                assertThat(end.path("state").asText()).as("%s", end).isEqualTo("SUCCEEDED");
                assertThat(byKvitt(order)).containsExactly("ACTIVATE 60000");
            }
        }
    }

    @Test
    void what_is_left_of_a_payment_that_is_partly_taken_and_partly_repaid_can_be_given_back_at_both_providers() {
        actions.setUsual(ON);
        for (String action : List.of("credit", "reverse", "Makulerad")) {
            for (String provider : List.of("klarna", "kustom", "svea")) {
                Order order = partTaken(provider);
                edit(order, provider.equals("svea") ? "credit" : "refund", 10_000L);

                JsonNode end = end(ask(order, action));

                assertThat(end.path("state").asText()).as("%s", end).isEqualTo("SUCCEEDED");
                assertThat(byKvitt(order)).containsExactly("CREDIT 30000", "ANNUL 60000");
            }
        }
    }

    @Test
    void what_was_taken_is_repaid_before_the_rest_is_given_back_at_both_providers() {
        actions.setUsual(ON);
        for (String action : List.of("credit", "reverse", "Makulerad")) {
            for (String provider : List.of("klarna", "kustom", "svea")) {
                Order order = partTaken(provider);

                JsonNode end = end(ask(order, action));

                assertThat(end.path("state").asText()).as("%s", end).isEqualTo("SUCCEEDED");
                assertThat(end.path("performed").asText()).isEqualTo("credit");
                assertThat(end.path("amount").asLong()).isEqualTo(40_000);
                assertThat(end.path("paymentStatus").asText()).isEqualTo("CREDITED");
                assertThat(byKvitt(order)).containsExactly("CREDIT 40000", "ANNUL 60000");
            }
        }
    }

    @Test
    void what_was_taken_before_the_rest_expired_is_repaid_and_the_rest_is_not_called_gone_while_it_shows() {
        for (boolean readsExpired : List.of(false, true)) {
            SANDBOX.switches().set(KlarnaSwitch.PART_CAPTURED_READS_EXPIRED, readsExpired);
            Order order = partTaken("klarna");
            edit(order, "expire", null);

            JsonNode end = end(ask(order, "credit"));

            assertThat(byKvitt(order)).containsExactly("CREDIT 40000");
            assertThat(end.path("amount").asLong()).as("%s", end).isEqualTo(40_000);
            assertThat(end.path("state").asText()).isEqualTo(readsExpired ? "SUCCEEDED" : "NEEDS_ATTENTION");
            assertThat(end.path("code").asText()).isEqualTo(readsExpired ? "credited" : "rest-not-released");
        }
    }

    @Test
    void what_was_taken_before_the_rest_was_given_back_by_a_person_is_repaid_at_both_providers() {
        for (String provider : List.of("klarna", "kustom", "svea")) {
            Order order = partTaken(provider);
            edit(order, provider.equals("svea") ? "cancel" : "release", null);

            assertThat(end(ask(order, "reverse")).path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(byKvitt(order)).containsExactly("CREDIT 40000");
        }
    }

    @Test
    void a_task_that_is_called_done_and_left_nothing_behind_is_never_sent_again_and_goes_to_a_person() {
        for (String action : List.of("activate", "credit")) {
            Order order = reserved(invoice(), "svea");
            if (action.equals("credit")) {
                edit(order, "deliver", null);
            }
            SANDBOX.arm("{\"kind\":\"task-lies\",\"provider\":\"svea\",\"orderId\":\"" + order.id()
                    + "\",\"operation\":\"write\",\"times\":1}");

            String href = ask(order, action);
            JsonNode end = end(href);
            assertThat(end.path("state").asText()).as("%s", end).isEqualTo("NEEDS_ATTENTION");
            assertThat(end.path("code").asText()).isEqualTo("not-shown");
            assertThat(byKvitt(order)).isEmpty();

            assertThat(api.send("POST", href + "/retry", null).status()).isEqualTo(200);
            await().atMost(BOUND).until(() -> api.get(href).body().has("endedAt"));
            assertThat(api.get(href).text("state")).isEqualTo("NEEDS_ATTENTION");
            assertThat(byKvitt(order)).isEmpty();
        }
    }

    @Test
    void a_reading_that_contradicts_itself_goes_to_a_person_under_its_own_name() {
        Order order = reserved(order("kustom"), "kustom");
        String cancelledAndTaken =
                "{\"order_id\":\"%s\",\"status\":\"CANCELLED\",\"purchase_currency\":\"SEK\",\"order_amount\":100000,\"captured_amount\":40000,\"refunded_amount\":0}"
                        .formatted(order.id());
        TAMPERING.answerReads(
                order.id(),
                new Tampering.Answer(
                        200,
                        Map.of("Content-Type", "application/json"),
                        cancelledAndTaken.getBytes(StandardCharsets.UTF_8),
                        false));
        try {
            JsonNode end = end(ask(order, "activate"));

            assertThat(end.path("state").asText()).as("%s", end).isEqualTo("NEEDS_ATTENTION");
            assertThat(end.path("code").asText()).isEqualTo("reading-contradicts");
            assertThat(byKvitt(order)).isEmpty();
        } finally {
            TAMPERING.passOnAgain(order.id());
        }
    }

    private Order reserved(NewOrder order, String account) {
        return StatusActions.order(
                api,
                order.withLines(
                        new NewOrder.Line("A", "Kaffe", 1, 40_000, 2500),
                        new NewOrder.Line("B", "Te", 1, 60_000, 2500)),
                account);
    }

    /** 400.00 of 1 000.00 have been taken, by somebody else. */
    private Order partTaken(String provider) {
        Order order = reserved(provider.equals("svea") ? invoice() : order(provider), provider);
        edit(order, provider.equals("svea") ? "deliver-row" : "capture", 40_000L);
        return order;
    }

    private static void edit(Order order, String operation, Long amount) {
        SANDBOX.portal(order.account(), order.id(), new PortalEdit(operation, amount));
    }

    private JsonNode end(String href) {
        await().atMost(BOUND).until(() -> api.get(href).body().has("endedAt"));
        return api.get(href).body();
    }

    private static List<String> byKvitt(Order order) {
        return SANDBOX.ledger().of(order.account(), order.id()).stream()
                .filter(entry -> entry.cause().actor() == Actor.API)
                .map(entry -> entry.effect() + " " + entry.amount())
                .toList();
    }

    /** Asks by a command or, if it is a status, by that; returns where its end will be. */
    private String ask(Order order, String what) {
        if (Character.isUpperCase(what.charAt(0))) {
            return actions.change(order, what, NOON, "")
                    .body()
                    .path("commands")
                    .get(0)
                    .path("href")
                    .asText()
                    .replace("/api/v1", "");
        }
        String id = what + "-" + order.number();
        assertThat(api.send(
                                "POST",
                                "/commands",
                                "{\"commandId\":\"%s\",\"action\":\"%s\",\"orderNumber\":\"%s\"}"
                                        .formatted(id, what, order.number()))
                        .status())
                .isEqualTo(202);
        return "/commands/" + id;
    }
}
