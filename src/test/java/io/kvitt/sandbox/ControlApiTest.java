package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlApiTest {

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private final SandboxClient client = new SandboxClient(SERVER);

    @BeforeEach
    void startAnew() {
        SERVER.reset();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void an_order_is_created_with_lines_and_history() {
        JsonNode made = client.control("POST", "orders", """
                        {"provider":"klarna","orderNumber":"A-1","currency":"NOK","state":"part-captured",
                        "activatedAmount":9000,"activations":3,"paymentType":"CARD",
                        "lines":[{"reference":"R","name":"Pall","quantity":2,"unitPrice":5000,"taxRate":2500}]}""").json();
        assertThat(made.get("status").asText()).isEqualTo("PART_CAPTURED");
        assertThat(made.get("amount").asLong()).isEqualTo(10_000);
        JsonNode order = client.klarnaOrder(made.get("id").asText());
        assertThat(order.get("purchase_currency").asText()).isEqualTo("NOK");
        assertThat(order.get("merchant_reference1").asText()).isEqualTo("A-1");
        assertThat(order.get("captures")).hasSize(3);
        assertThat(order.get("captured_amount").asLong()).isEqualTo(9_000);
        assertThat(order.at("/order_lines/0/total_tax_amount").asLong()).isEqualTo(2_000);
        assertThat(order.at("/initial_payment_method/type").asText()).isEqualTo("CARD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\":\"nobody\",\"amount\":1}",
                "{\"amount\":1}",
                "{\"provider\":\"klarna\"}",
                "{\"provider\":\"klarna\",\"amuont\":1}",
                "{\"provider\":\"klarna\",\"amount\":1,\"state\":\"odd\"}",
                "{\"provider\":\"klarna\",\"amount\":1.5}",
                "{\"provider\":\"klarna\",\"amount\":1,\"id\":\"x\"}",
                "{\"provider\":\"svea\",\"amount\":1,\"id\":\"x\"}",
                "{\"provider\":\"svea\",\"amount\":1,\"paymentType\":\"Barter\"}",
                "{\"provider\":\"klarna\",\"amount\":1,\"activatedAmount\":2}",
                "[]",
                "null",
                "{"
            })
    void an_order_that_makes_no_sense_is_refused_with_the_reason(String body) {
        Reply reply = client.control("POST", "orders", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("error").asText()).isNotBlank();
    }

    @Test
    void an_order_exists_once() {
        String body = "{\"provider\":\"svea\",\"id\":\"42\",\"amount\":1}";
        assertThat(client.control("POST", "orders", body).status()).isEqualTo(200);
        assertThat(client.control("POST", "orders", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"klarna, 00000000-0000-4000-8000-000000300007", "svea, 300007"})
    void many_orders_are_created_quickly_with_ids_that_can_be_worked_out(String provider, String seventh) {
        long start = System.nanoTime();
        JsonNode made = client.control(
                        "POST",
                        "orders/bulk",
                        "{\"count\":100000,\"firstNumber\":300001,\"numberPrefix\":\"B-\",\"template\":{\"provider\":\""
                                + provider + "\",\"amount\":9900}}")
                .json();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(made.get("created").asInt()).isEqualTo(100_000);
        assertThat(made.get("lastNumber").asText()).isEqualTo("B-400000");
        JsonNode order = provider.equals("svea") ? client.sveaOrder(seventh) : client.klarnaOrder(seventh);
        String number = provider.equals("svea") ? "MerchantOrderId" : "merchant_reference1";
        assertThat(order.get(number).asText()).isEqualTo("B-300007");
        JsonNode listed = client.control("GET", "orders?provider=" + provider + "&limit=5", "")
                .json();
        assertThat(listed.get("total").asLong()).isEqualTo(100_000);
        assertThat(listed.get("orders")).hasSize(5);
    }

    @Test
    void the_ledger_is_read_per_order_and_page_by_page() {
        String first = client.create("klarna", "authorized");
        String second = client.create("klarna", "authorized");
        client.klarnaKeyed("key-1", "POST", first + "/captures", "{\"captured_amount\":15000}");
        client.klarna("POST", second + "/cancel");
        client.klarna("POST", first + "/refunds", "{\"refunded_amount\":5000}");
        JsonNode one = client.control("GET", "ledger?provider=klarna&orderId=" + first, "")
                .json();
        assertThat(one.get("entries")).hasSize(2);
        assertThat(one.at("/entries/0/seq").asLong()).isEqualTo(1);
        assertThat(one.at("/entries/0/key").asText()).isEqualTo("key-1");
        assertThat(one.at("/entries/0/actor").asText()).isEqualTo("API");
        assertThat(one.at("/entries/0/currency").asText()).isEqualTo("SEK");
        assertThat(Instant.parse(one.at("/entries/0/at").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(one.at("/totals/ACTIVATE").asLong()).isEqualTo(15_000);
        assertThat(one.at("/totals/CREDIT").asLong()).isEqualTo(5_000);
        JsonNode page = client.control("GET", "ledger?after=1&limit=1", "").json();
        assertThat(page.at("/entries/0/orderId").asText()).isEqualTo(second);
        assertThat(page.get("size").asInt()).isEqualTo(3);
    }

    @Test
    void the_summary_tells_which_orders_the_same_happened_to_twice() {
        String twice = client.create("klarna", "authorized");
        String once = client.create("klarna", "authorized");
        client.klarna("POST", twice + "/captures", "{\"captured_amount\":100}");
        client.klarna("POST", twice + "/captures", "{\"captured_amount\":200}");
        client.klarna("POST", once + "/captures", "{\"captured_amount\":400}");
        client.control("POST", "orders/klarna/" + once + "/portal", "{\"operation\":\"capture\",\"amount\":800}");
        JsonNode summary = client.control("GET", "ledger/summary", "").json();
        assertThat(summary.get("entries").asInt()).isEqualTo(4);
        assertThat(summary.get("orders").asInt()).isEqualTo(2);
        assertThat(summary.at("/operations/klarna/capture/count").asInt()).isEqualTo(4);
        assertThat(summary.at("/operations/klarna/capture/amount").asInt()).isEqualTo(1_500);
        assertThat(summary.at("/repeated/ACTIVATE/orders").asInt()).isEqualTo(1);
        assertThat(summary.at("/repeated/ACTIVATE/examples/0").asText()).isEqualTo("klarna/" + twice);
    }

    @ParameterizedTest
    @CsvSource({
        "klarna, authorized, capture, CAPTURED, ACTIVATE",
        "klarna, authorized, cancel, CANCELLED, ANNUL",
        "klarna, part-captured, release, CAPTURED, ANNUL",
        "klarna, captured, refund, CAPTURED, CREDIT",
        "kustom, authorized, capture, CAPTURED, ACTIVATE",
        "svea, authorized, deliver, Delivered Invoice, ACTIVATE",
        "svea, authorized, cancel, Cancelled Invoice, ANNUL",
        "svea, delivered, credit, Delivered Invoice, CREDIT"
    })
    void a_human_in_the_portal_acts_behind_the_callers_back(
            String provider, String state, String operation, String after, String effect) {
        String id = client.create(provider, state);
        Reply reply = client.control(
                "POST", "orders/" + provider + "/" + id + "/portal", "{\"operation\":\"" + operation + "\"}");
        assertThat(reply.json().get("status").asText()).isEqualTo(after);
        assertThat(client.ledger(provider, id)).singleElement().satisfies(entry -> {
            assertThat(entry.effect()).hasToString(effect);
            assertThat(entry.cause().actor()).hasToString("PORTAL");
        });
    }

    @Test
    void the_portal_refuses_what_the_provider_refuses() {
        String id = client.create("klarna", "captured");
        assertThat(client.control("POST", "orders/klarna/" + id + "/portal", "{\"operation\":\"cancel\"}")
                        .status())
                .isEqualTo(400);
        assertThat(client.control("POST", "orders/klarna/" + id + "/portal", "{\"operation\":\"dance\"}")
                        .status())
                .isEqualTo(400);
        assertThat(client.control("POST", "orders/svea/1/portal", "{\"operation\":\"cancel\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_clock_is_advanced_by_a_duration() {
        Instant before = Instant.now();
        JsonNode clock =
                client.control("POST", "clock", "{\"advance\":\"PT24H\"}").json();
        assertThat(Instant.parse(clock.get("now").asText())).isAfterOrEqualTo(before.plus(Duration.ofHours(24)));
        assertThat(client.control("POST", "clock", "{\"advance\":\"a day\"}").status())
                .isEqualTo(400);
    }

    @Test
    void switches_are_listed_and_set_all_or_none() {
        JsonNode set = client.control("PUT", "switches", "{\"svea.task-ms\":5,\"klarna.strict-line-sum\":true}")
                .json();
        assertThat(set.get("svea.task-ms").asLong()).isEqualTo(5);
        assertThat(set.get("klarna.strict-line-sum").asBoolean()).isTrue();
        assertThat(client.control("PUT", "switches", "{\"svea.task-ms\":9,\"svea.tusk-ms\":9}")
                        .status())
                .isEqualTo(400);
        assertThat(client.control("PUT", "switches", "{\"svea.task-ms\":true}").status())
                .isEqualTo(400);
        assertThat(client.control("GET", "switches", "").json()).isEqualTo(set);
    }

    @Test
    void requests_are_counted_as_reads_and_writes_per_provider() {
        String id = client.create("klarna", "authorized");
        client.klarna("GET", id);
        client.klarna("GET", id);
        client.klarna("POST", id + "/cancel");
        client.svea("GET", "1", "");
        JsonNode counts = client.control("GET", "requests", "").json();
        assertThat(counts.at("/klarna/reads").asInt()).isEqualTo(2);
        assertThat(counts.at("/klarna/writes").asInt()).isEqualTo(1);
        assertThat(counts.at("/svea/reads").asInt()).isEqualTo(1);
    }

    @Test
    void a_reset_forgets_everything_and_seeds_can_be_planted_again() {
        String id = client.create("klarna", "authorized");
        client.klarna("POST", id + "/cancel");
        assertThat(client.control("POST", "reset", "").status()).isEqualTo(200);
        assertThat(client.klarna("GET", id).status()).isEqualTo(404);
        assertThat(SERVER.ledger().size()).isZero();
        assertThat(client.control("POST", "seeds", "").json()).hasSize(54);
    }

    @Test
    void what_is_no_control_call_is_a_404() {
        assertThat(client.control("GET", "nothing", "").status()).isEqualTo(404);
        assertThat(client.control("DELETE", "ledger", "").status()).isEqualTo(404);
    }

    @Test
    void the_server_listens_on_loopback_only() throws Exception {
        InetAddress outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(outside != null);
        try (Socket socket = new Socket()) {
            Assertions.assertThatThrownBy(() -> socket.connect(new InetSocketAddress(outside, SERVER.port()), 1_000))
                    .isInstanceOf(IOException.class);
        }
    }
}
