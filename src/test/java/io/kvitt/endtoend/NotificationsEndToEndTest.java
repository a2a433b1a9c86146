package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.RECEIVER;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.kvitt.endtoend.Receiver.Call;
import io.kvitt.endtoend.Receiver.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@EndToEnd
class NotificationsEndToEndTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void open() {
        api = new Api(port);
    }

    @Test
    void an_outcome_reaches_the_webhook_as_it_reaches_everybody_else() {
        String id = make(order("klarna"));
        command("klarna", id, "activate");

        Call call = await().atMost(BOUND)
                .until(() -> RECEIVER.calls(id), calls -> !calls.isEmpty())
                .get(0);
        assertThat(call.verdict()).isEqualTo(Verdict.NEW);
        assertThat(call.eventId()).startsWith("activate-" + id + ":");
        assertThat(call.outcome()).isEqualTo(api.get("/commands/activate-" + id).body());
    }

    @Test
    void a_receiver_that_fails_first_gets_the_events_of_an_order_in_order() {
        String id = make(order("klarna"));
        RECEIVER.fail(id, 2);
        command("klarna", id, "activate");
        command("klarna", id, "credit");
        command("klarna", id, "annul");

        await().atMost(BOUND).until(() -> taken(id).size(), size -> size == 3);
        assertThat(taken(id))
                .extracting(call -> call.outcome().path("action").asText())
                .containsExactly("activate", "credit", "annul");
        List<Call> calls = RECEIVER.calls(id);
        assertThat(calls.subList(0, 3))
                .extracting(Call::eventId)
                .containsOnly(calls.get(0).eventId());
    }

    @Test
    void a_receiver_that_hangs_holds_up_neither_other_orders_nor_other_accounts() {
        String hanging = make(order("klarna"));
        CountDownLatch latch = RECEIVER.hang(hanging);
        try {
            command("klarna", hanging, "activate");
            await().atMost(BOUND).until(() -> !RECEIVER.calls(hanging).isEmpty());

            String sameAccount = make(order("klarna"));
            String otherAccount = make(invoice());
            command("klarna", sameAccount, "activate");
            command("svea", otherAccount, "activate");
            await().atMost(BOUND)
                    .until(() -> taken(sameAccount).size() + taken(otherAccount).size(), size -> size == 2);
            await().atMost(BOUND).until(() -> RECEIVER.calls(hanging).size(), size -> size > 1);
        } finally {
            latch.countDown();
        }
        await().atMost(BOUND)
                .until(
                        () -> api.get("/webhook-deliveries?account=klarna&state=delivered")
                                .body()
                                .toString(),
                        list -> list.contains("activate-" + hanging));
        assertThat(RECEIVER.calls(hanging)).extracting(Call::verdict).contains(Verdict.SEEN_BEFORE);
    }

    @Test
    void what_is_given_up_is_listed_with_its_reason() {
        String id = make(order("klarna"));
        RECEIVER.fail(id, 7);
        command("klarna", id, "activate");

        await().atMost(BOUND)
                .until(
                        () -> api.get("/webhook-deliveries?account=klarna&state=failed")
                                .body()
                                .toString(),
                        list -> list.contains("activate-" + id));
        JsonNode newest = api.get("/webhook-deliveries?state=failed").body().at("/deliveries/0");
        assertThat(newest.path("tries").asInt()).isEqualTo(7);
        assertThat(newest.path("lastError").asText()).isEqualTo("HTTP 503");
        assertThat(api.get("/webhook-deliveries?state=lost").status()).isEqualTo(400);
    }

    @Test
    void the_recipe_finds_what_is_forged_old_or_doubled() {
        String id = make(order("klarna"));
        command("klarna", id, "activate");
        Call call = await().atMost(BOUND)
                .until(() -> RECEIVER.calls(id), calls -> !calls.isEmpty())
                .get(0);
        Instant now = Instant.now();

        assertThat(RECEIVER.check(call.signature(), call.body(), Receiver.SECRET, now))
                .isEqualTo(Verdict.SEEN_BEFORE);
        assertThat(RECEIVER.check(call.signature(), call.body(), Receiver.OLD_SECRET, now))
                .isEqualTo(Verdict.SEEN_BEFORE);
        assertThat(RECEIVER.check(call.signature(), call.body(), "x".repeat(32), now))
                .isEqualTo(Verdict.FORGED);
        assertThat(RECEIVER.check(call.signature(), call.body().replace("SUCCEEDED", "REFUSED"), Receiver.SECRET, now))
                .isEqualTo(Verdict.FORGED);
        assertThat(RECEIVER.check(
                        call.signature()
                                .replaceFirst(
                                        "t=\\d+", "t=" + now.plusSeconds(60).getEpochSecond()),
                        call.body(),
                        Receiver.SECRET,
                        now))
                .isEqualTo(Verdict.FORGED);
        assertThat(RECEIVER.check(call.signature(), call.body(), Receiver.SECRET, now.plusSeconds(400)))
                .isEqualTo(Verdict.TOO_OLD);
    }

    @Test
    void a_failure_is_written_about_to_the_accounts_address_and_a_success_is_not() {
        String id = make(order("kustom"));
        command("kustom", id, "activate");
        command("kustom", id, "annul");

        String mails =
                await().atMost(BOUND).until(NotificationsEndToEndTest::mails, text -> text.contains("annul-" + id));
        assertThat(mails).contains("kustom", "29").doesNotContain("activate-" + id);
    }

    private static String mails() {
        return Stream.of(EndToEnd.MAIL.getReceivedMessagesForDomain("shop.test"))
                .map(GreenMailUtil::getBody)
                .collect(Collectors.joining());
    }

    private void command(String account, String id, String action) {
        assertThat(api.command("{'commandId':'" + action + "-" + id + "','action':'" + action + "','account':'"
                                + account + "','providerOrderId':'" + id + "'}")
                        .status())
                .isEqualTo(200);
    }

    /** The calls about a payment that were answered with success. */
    private static List<Call> taken(String id) {
        return RECEIVER.calls(id).stream()
                .filter(call -> call.answered() == 204)
                .toList();
    }
}
