package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.jms.core.JmsTemplate;

/** A little of everything that is metered. */
final class Traffic {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final int port;
    private final Api api;
    private final JmsTemplate jms;

    Traffic(int port, ConnectionFactory connections) {
        this.port = port;
        this.api = new Api(port);
        this.jms = new JmsTemplate(connections);
    }

    /** Returns once all of it is seen in the scrape; one command is left with an answer that was lost. */
    void drive() throws IOException {
        String klarna = make(order("klarna"));
        String body = "{'commandId':'seen-" + klarna + "','action':'activate','account':'klarna','providerOrderId':'"
                + klarna + "'}";
        assertThat(api.command(body).text("state")).isEqualTo("SUCCEEDED");
        assertThat(api.command(body).text("state")).isEqualTo("SUCCEEDED");
        String svea = make(invoice());
        jms.convertAndSend(
                "kvitt.commands",
                "{\"action\":\"annul\",\"account\":\"svea\",\"providerOrderId\":\"" + svea + "\"}",
                message -> {
                    message.setJMSCorrelationID("seen-" + svea);
                    return message;
                });
        jms.convertAndSend("kvitt.commands", "no command");
        drop("seen-" + klarna + ".jsonl", """
                {"format":"kvitt/1","fileId":"seen-%s","sequence":1}
                {"commandId":"seen-file-%s","command":"ANNUL","provider":"klarna","providerOrderId":"%s"}
                {"end":true,"count":1}
                """.formatted(klarna, klarna, make(order("klarna"))));
        drop(
                "seen-broken-" + klarna + ".jsonl",
                "{\"format\":\"kvitt/1\",\"fileId\":\"seen-broken\",\"sequence\":1}\n");
        api.send(
                "POST",
                "/order-status-changes",
                "{\"orderNumber\":\"" + Orders.number()
                        + "\",\"status\":\"Aldrig sedd\",\"account\":\"klarna\",\"occurredAt\":\"2026-11-24T18:00:00+01:00\"}");
        lose(make(order("klarna")));
        await().atMost(BOUND).untilAsserted(() -> {
            Scrape scrape = Scrape.of(port);
            assertThat(scrape.sum("kvitt_money_at_risk", "account=\"klarna\"", "currency=\"SEK\""))
                    .isGreaterThanOrEqualTo(100_000);
            assertThat(scrape.sum("kvitt_messages_dead", "kvitt.invalid")).isPositive();
            assertThat(scrape.sum("kvitt_files_total", "result=\"accepted\"")).isPositive();
            assertThat(scrape.sum("kvitt_files_total", "result=\"rejected\"")).isPositive();
            assertThat(scrape.sum("kvitt_commands_accepted_total", "channel=\"jms\""))
                    .isPositive();
        });
    }

    /** A write whose answer is lost, and no reading after it until all tries are made: nobody can tell. */
    private void lose(String id) {
        arm(id, "\"operation\":\"write\"");
        for (int nth = 2; nth < 60; nth++) {
            arm(id, "\"operation\":\"read\",\"nth\":" + nth);
        }
        try {
            api.send(
                    "POST",
                    "/commands",
                    "{\"commandId\":\"lost-" + id
                            + "\",\"action\":\"activate\",\"account\":\"klarna\",\"providerOrderId\":\"" + id + "\"}");
            await().atMost(BOUND)
                    .until(() -> api.get("/commands/lost-" + id).text("state").equals("NEEDS_ATTENTION"));
        } finally {
            SANDBOX.disarm();
        }
    }

    private static void arm(String id, String which) {
        SANDBOX.arm("{\"provider\":\"klarna\",\"orderId\":\"" + id + "\",\"kind\":\"status\",\"status\":500," + which
                + "}");
    }

    static void drop(String name, String content) throws IOException {
        Path in = EndToEnd.DATA.resolve("erp/in");
        Path draft = EndToEnd.DATA.resolve(name + ".draft");
        Files.writeString(draft, content);
        Files.move(draft, in.resolve(name));
    }
}
