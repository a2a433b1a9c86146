package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.card;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kvitt.endtoend.Api.Reply;
import io.kvitt.endtoend.StatusActions.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An order of 1 000.00 that was to become less must not be taken whole because that failed. */
@EndToEnd
class UndoneUpdatesEndToEndTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Path ERP = EndToEnd.DATA.resolve("erp");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @LocalServerPort
    private int port;

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
    void klarna_and_kustom_refuse_an_update_without_lines_at_once_and_what_follows_must_name_the_amount() {
        for (String provider : new String[] {"klarna", "kustom"}) {
            String id = make(order(provider));
            Reply update = api.command("{'commandId':'u-" + id + "','action':'update','account':'" + provider
                    + "','providerOrderId':'" + id + "','amount':40000,'currency':'SEK'}");
            Reply activate = api.command(activate(provider, id, ""));

            assertThat(update.status()).isEqualTo(422);
            assertThat(update.text("code")).isEqualTo("lines-required");
            assertThat(update.body().path("violations").get(0).path("field").asText())
                    .isEqualTo("lines");
            assertThat(activate.text("state")).isEqualTo("REFUSED");
            assertThat(activate.text("code")).isEqualTo("update-not-done");
            assertThat(activate.text("becauseOf")).isEqualTo("u-" + id);
            assertThat(effects(provider, id)).isEmpty();

            assertThat(api.command(activate(provider, id, ",'amount':100000,'currency':'SEK'"))
                            .text("state"))
                    .isEqualTo("SUCCEEDED");
            assertThat(effects(provider, id)).containsExactly("capture 100000");
        }
    }

    @Test
    void an_update_that_svea_does_not_make_bars_and_a_later_one_that_it_makes_clears_it() {
        String id = make(card());
        assertThat(api.command(update(id, 120_000)).text("state")).isEqualTo("REFUSED");
        assertThat(api.command(activate("svea", id, "")).text("code")).isEqualTo("update-not-done");

        assertThat(api.command(update(id, 60_000)).text("state")).isEqualTo("SUCCEEDED");
        assertThat(api.command(activate("svea", id, "")).text("state")).isEqualTo("SUCCEEDED");

        assertThat(effects("svea", id)).last().asString().endsWith(" 60000");
    }

    @Test
    void an_update_that_needs_attention_bars() {
        String id = make(card());
        SANDBOX.arm("{\"kind\":\"status\",\"status\":503,\"provider\":\"svea\",\"orderId\":\"" + id
                + "\",\"operation\":\"read\",\"every\":1,\"times\":1000}");
        String commandId = api.command(update(id, 60_000)).text("commandId");
        await().atMost(BOUND).until(() -> api.get("/commands/" + commandId).text("state"), "NEEDS_ATTENTION"::equals);
        SANDBOX.disarm();

        Reply activate = api.command(activate("svea", id, ""));

        assertThat(activate.text("code")).isEqualTo("update-not-done");
        assertThat(activate.text("becauseOf")).isEqualTo(commandId);
        assertThat(effects("svea", id)).isEmpty();
    }

    @Test
    void by_status_it_is_the_same_and_the_dry_run_says_so() {
        StatusActions actions = new StatusActions(api);
        actions.setUsual("{'enabled':false}");
        Order order = StatusActions.order(api, order("klarna"), "klarna");

        Reply update = actions.change(order, "Ändrad", NOON, ",'amount':40000,'currency':'SEK'");
        Reply preview = api.send(
                "POST",
                "/order-status-actions/preview",
                "{\"orders\":[\"" + order.number() + "\"],\"status\":\"Levererad\"}");
        Reply activate = actions.end(actions.change(order, "Levererad", NOON.plusSeconds(1), ""));

        assertThat(update.text("code")).isEqualTo("lines-required");
        assertThat(preview.body().toString()).contains("update-not-done");
        assertThat(activate.text("code")).isEqualTo("update-not-done");
        assertThat(effects("klarna", order.id())).isEmpty();
    }

    @Test
    void in_a_file_the_record_is_rejected_and_the_activation_behind_it_takes_nothing() throws Exception {
        String id = make(order("klarna"));
        Path part = ERP.resolve("in/undone.part");
        Files.writeString(part, """
                {"format":"kvitt/1","fileId":"%1$s"}
                {"commandId":"f1-%1$s","command":"UPDATE","provider":"klarna","providerOrderId":"%1$s","amount":"400.00","currency":"SEK"}
                {"commandId":"f2-%1$s","command":"ACTIVATE","provider":"klarna","providerOrderId":"%1$s"}
                {"end":true,"count":2}
                """.formatted(id));
        Files.move(part, ERP.resolve("in/undone.jsonl"));

        Path receipt = ERP.resolve("receipts/undone.result.json");
        await().atMost(BOUND).until(() -> Files.exists(receipt));

        assertThat(Files.readString(receipt)).contains("LINES_REQUIRED").contains("P-UPDATE_NOT_DONE");
        assertThat(effects("klarna", id)).isEmpty();
    }

    private static String activate(String account, String id, String more) {
        return "{'action':'activate','account':'" + account + "','providerOrderId':'" + id + "'" + more + "}";
    }

    private static String update(String id, int amount) {
        return "{'action':'update','account':'svea','providerOrderId':'" + id + "','currency':'SEK','amount':" + amount
                + "}";
    }
}
