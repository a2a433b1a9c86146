package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kvitt.endtoend.StatusActions.Order;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
