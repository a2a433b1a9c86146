package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.LedgerEntry;
import io.kvitt.sandbox.simulation.MoneyEffect;
import io.kvitt.sandbox.simulation.NewOrder;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlarnaTest {

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private final SandboxClient client = new SandboxClient(SERVER);

    @AfterEach
    void putSwitchesBack() {
        SERVER.switches().reset();
        SERVER.clock().reset();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void a_capture_answers_201_without_body_and_names_the_capture_in_two_headers() {
        String id = client.create("klarna", "authorized");
        Reply reply = client.klarna("POST", id + "/captures", "{\"captured_amount\":20000}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Content-Length")).isEqualTo("0");
        assertThat(reply.header("Capture-Id")).hasSize(36);
        assertThat(reply.header("Location"))
                .startsWith(SERVER.address())
                .endsWith("/orders/" + id + "/captures/" + reply.header("Capture-Id"));
        assertThat(reply.header("Klarna-Correlation-Id")).hasSize(36);
        assertThat(reply.header("Transaction-Id")).hasSize(36);
        assertThat(reply.header("Klarna-Order-Validation")).isEqualTo("Valid");
    }

    @Test
    void captures_lead_from_authorized_over_part_captured_to_captured() {
        String id = client.create("klarna", "authorized");
        assertThat(status(id)).isEqualTo("AUTHORIZED");
        capture(id, 12_500);
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.get("status").asText()).isEqualTo("PART_CAPTURED");
        assertThat(order.get("captured_amount").asLong()).isEqualTo(12_500);
        assertThat(order.get("remaining_authorized_amount").asLong()).isEqualTo(7_500);
        capture(id, 7_500);
        order = client.klarnaOrder(id);
        assertThat(order.get("status").asText()).isEqualTo("CAPTURED");
        assertThat(order.get("remaining_authorized_amount").asLong()).isZero();
        assertThat(order.get("captures")).hasSize(2);
        assertThat(order.at("/captures/1/klarna_reference").asText())
                .isEqualTo(order.get("klarna_reference").asText() + "-2");
        assertThat(order.get("klarna_reference").asText()).matches("[A-Z0-9]{8}");
        assertThat(effects(id)).containsExactly("ACTIVATE capture 12500", "ACTIVATE capture 7500");
    }

    @Test
    void a_capture_above_what_remains_is_refused_and_does_nothing() {
        String id = client.create("klarna", "authorized");
        Reply reply = client.klarna("POST", id + "/captures", "{\"captured_amount\":20001}");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errorCode()).isEqualTo("CAPTURE_NOT_ALLOWED");
        assertThat(reply.json().get("correlation_id").asText()).isEqualTo(reply.header("Klarna-Correlation-Id"));
        assertThat(effects(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "captured,  captures, CAPTURE_NOT_ALLOWED",
        "cancelled, captures, CAPTURE_NOT_ALLOWED",
        "expired,   captures, CAPTURE_NOT_ALLOWED",
        "pending,   captures, CAPTURE_NOT_ALLOWED",
        "closed,    captures, CAPTURE_NOT_ALLOWED",
        "part-captured, cancel, CANCEL_NOT_ALLOWED",
        "captured,  cancel, CANCEL_NOT_ALLOWED",
        "closed,    cancel, CANCEL_NOT_ALLOWED",
        "cancelled, cancel, CANCEL_NOT_ALLOWED",
        "expired,   cancel, CANCEL_NOT_ALLOWED",
        "authorized, refunds, REFUND_NOT_ALLOWED",
        "cancelled, refunds, REFUND_NOT_ALLOWED",
        "expired,   refunds, REFUND_NOT_ALLOWED",
        "refunded,  refunds, REFUND_NOT_ALLOWED",
        "closed,    refunds, REFUND_NOT_ALLOWED",
        "authorized, release-remaining-authorization, NOT_ALLOWED",
        "captured,  release-remaining-authorization, NOT_ALLOWED",
        "cancelled, release-remaining-authorization, NOT_ALLOWED",
        "captured,  extend-authorization-time, NOT_ALLOWED",
        "cancelled, extend-authorization-time, NOT_ALLOWED",
        "expired,   extend-authorization-time, NOT_ALLOWED",
        "closed,    extend-authorization-time, NOT_ALLOWED"
    })
    void a_post_that_the_state_does_not_allow_is_a_403_and_does_nothing(String state, String path, String code) {
        String id = client.create("klarna", state);
        String before = client.klarna("GET", id).body();
        String body = path.equals("captures")
                ? "{\"captured_amount\":100}"
                : path.equals("refunds") ? "{\"refunded_amount\":100}" : "";
        Reply reply = client.klarna("POST", id + "/" + path, body);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errorCode()).isEqualTo(code);
        assertThat(client.klarna("GET", id).body()).isEqualTo(before);
        assertThat(effects(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"captured", "cancelled", "expired", "closed"})
    void an_authorization_that_is_used_up_or_gone_cannot_be_changed(String state) {
        String id = client.create("klarna", state);
        Reply reply = client.klarna("PATCH", id + "/authorization", "{\"order_amount\":10000}");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errorCode()).isEqualTo("NOT_ALLOWED");
    }

    @Test
    void cancel_is_possible_before_any_capture_and_leaves_the_remaining_amount_standing() {
        String id = client.create("klarna", "authorized");
        Reply reply = client.klarna("POST", id + "/cancel");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.get("status").asText()).isEqualTo("CANCELLED");
        assertThat(order.get("remaining_authorized_amount").asLong()).isEqualTo(20_000);
        assertThat(effects(id)).containsExactly("ANNUL cancel 20000");
    }

    @Test
    void a_refund_is_read_from_the_order_and_its_capture_learns_of_it_later() {
        String id = client.create("klarna", "captured");
        Reply reply = client.klarna("POST", id + "/refunds", "{\"refunded_amount\":20000,\"reference\":\"K1\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Refund-Id")).hasSize(36);
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.get("status").asText()).isEqualTo("CAPTURED");
        assertThat(order.get("refunded_amount").asLong()).isEqualTo(20_000);
        assertThat(order.at("/captures/0/refunded_amount").asLong()).isZero();
        assertThat(order.at("/refunds/0/reference").asText()).isEqualTo("K1");
        assertThat(client.klarna("GET", id + "/refunds/" + reply.header("Refund-Id"))
                        .json())
                .isEqualTo(order.at("/refunds/0"));
        SERVER.clock().advance(Duration.ofMinutes(2));
        assertThat(client.klarnaOrder(id).at("/captures/0/refunded_amount").asLong())
                .isEqualTo(20_000);
    }

    @Test
    void refunds_together_never_exceed_what_was_captured() {
        String id = client.create("klarna", "captured");
        assertThat(client.klarna("POST", id + "/refunds", "{\"refunded_amount\":15000}")
                        .status())
                .isEqualTo(201);
        Reply second = client.klarna("POST", id + "/refunds", "{\"refunded_amount\":5001}");
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.errorCode()).isEqualTo("REFUND_NOT_ALLOWED");
        assertThat(effects(id)).containsExactly("CREDIT refund 15000");
    }

    @Test
    void a_refund_without_an_amount_is_a_422() {
        String id = client.create("klarna", "captured");
        assertThat(client.klarna("POST", id + "/refunds", "{}").status()).isEqualTo(422);
    }

    @Test
    void a_return_fee_makes_the_sum_of_the_lines_binding() {
        String id = client.create("klarna", "captured");
        String lines = """
                ,"order_lines":[{"name":"Vara","quantity":1,"unit_price":20000,"total_amount":20000},
                {"type":"return_fee","name":"Avgift","quantity":1,"unit_price":-4900,"total_amount":-4900}]}""";
        assertThat(client.klarna("POST", id + "/refunds", "{\"refunded_amount\":15000" + lines)
                        .status())
                .isEqualTo(403);
        assertThat(client.klarna("POST", id + "/refunds", "{\"refunded_amount\":15100" + lines)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void releasing_the_rest_needs_a_capture_and_makes_the_order_captured() {
        String id = client.create("klarna", "part-captured");
        assertThat(client.klarna("POST", id + "/release-remaining-authorization")
                        .status())
                .isEqualTo(204);
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.get("status").asText()).isEqualTo("CAPTURED");
        assertThat(order.get("remaining_authorized_amount").asLong()).isZero();
        assertThat(order.get("order_amount").asLong()).isEqualTo(20_000);
        assertThat(effects(id)).containsExactly("ANNUL release-remaining-authorization 10000");
        assertThat(client.klarna("POST", id + "/release-remaining-authorization")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_new_authorization_replaces_the_amount_and_all_lines() {
        String id = client.create("klarna", "authorized");
        String body = """
                {"order_amount":15000,"order_lines":[{"name":"Pall","quantity":3,"unit_price":5000,"total_amount":15000}]}""";
        assertThat(client.klarna("PATCH", id + "/authorization", body).status()).isEqualTo(204);
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.get("order_amount").asLong()).isEqualTo(15_000);
        assertThat(order.get("original_order_amount").asLong()).isEqualTo(20_000);
        assertThat(order.get("remaining_authorized_amount").asLong()).isEqualTo(15_000);
        assertThat(order.get("order_lines")).hasSize(1);
        assertThat(order.at("/order_lines/0/name").asText()).isEqualTo("Pall");
        assertThat(order.at("/order_lines/0/total_discount_amount").isNumber()).isTrue();
        assertThat(effects(id)).containsExactly("UPDATE update-authorization 15000");
    }

    @Test
    void a_new_authorization_without_lines_deletes_them() {
        String id = client.create("klarna", "authorized");
        client.klarna("PATCH", id + "/authorization", "{\"order_amount\":15000}");
        assertThat(client.klarnaOrder(id).get("order_lines")).isEmpty();
    }

    @Test
    void a_part_captured_order_can_be_lowered_to_what_was_captured_and_no_further() {
        String id = client.create("klarna", "part-captured");
        assertThat(client.klarna("PATCH", id + "/authorization", "{\"order_amount\":9999}")
                        .status())
                .isEqualTo(403);
        assertThat(client.klarna("PATCH", id + "/authorization", "{\"order_amount\":10000}")
                        .status())
                .isEqualTo(204);
        assertThat(status(id)).isEqualTo("CAPTURED");
    }

    @Test
    void an_invoice_can_grow_and_a_card_payment_cannot() {
        String invoice = client.create("klarna", "authorized");
        String card = client.create(NewOrder.authorized("klarna", "1", 20_000).paidBy("CARD"));
        assertThat(client.klarna("PATCH", invoice + "/authorization", "{\"order_amount\":25000}")
                        .status())
                .isEqualTo(204);
        assertThat(client.klarna("PATCH", card + "/authorization", "{\"order_amount\":25000}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_order_expires_when_the_clock_passes_midnight_of_its_last_day() {
        String id = client.create("klarna", "authorized");
        assertThat(client.klarnaOrder(id).get("expires_at").asText()).endsWith("T00:00:00.000Z");
        SERVER.clock().advance(Duration.ofDays(26));
        assertThat(status(id)).isEqualTo("AUTHORIZED");
        SERVER.clock().advance(Duration.ofDays(3));
        assertThat(status(id)).isEqualTo("EXPIRED");
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":1}")
                        .errorCode())
                .isEqualTo("CAPTURE_NOT_ALLOWED");
    }

    @Test
    void extending_counts_from_today_and_changes_nothing_the_second_time() {
        String id = client.create("klarna", "authorized");
        String before = client.klarnaOrder(id).get("expires_at").asText();
        SERVER.clock().advance(Duration.ofDays(10));
        assertThat(client.klarna("POST", id + "/extend-authorization-time").status())
                .isEqualTo(204);
        String after = client.klarnaOrder(id).get("expires_at").asText();
        assertThat(after).isGreaterThan(before);
        client.klarna("POST", id + "/extend-authorization-time");
        assertThat(client.klarnaOrder(id).get("expires_at").asText()).isEqualTo(after);
    }

    @Test
    void nothing_is_extended_for_a_card_or_after_180_days() {
        String card = client.create(NewOrder.authorized("klarna", "1", 20_000).paidBy("CARD"));
        assertThat(client.klarna("POST", card + "/extend-authorization-time").status())
                .isEqualTo(403);
        SERVER.switches().set(KlarnaSwitch.AUTHORIZATION_DAYS, 400);
        String old = client.create("klarna", "authorized");
        SERVER.clock().advance(Duration.ofDays(181));
        assertThat(client.klarna("POST", old + "/extend-authorization-time").status())
                .isEqualTo(403);
    }

    @Test
    void only_the_references_that_are_present_change_and_an_empty_one_clears() {
        String id = client.create(NewOrder.authorized("klarna", "A-1", 20_000));
        assertThat(client.klarna("PATCH", id + "/merchant-references", "{\"merchant_reference2\":\"B\"}")
                        .status())
                .isEqualTo(204);
        assertThat(client.klarnaOrder(id).get("merchant_reference1").asText()).isEqualTo("A-1");
        assertThat(client.klarnaOrder(id).get("merchant_reference2").asText()).isEqualTo("B");
        client.klarna("PATCH", id + "/merchant-references", "{\"merchant_reference1\":\"\"}");
        assertThat(client.klarnaOrder(id).has("merchant_reference1")).isFalse();
        String cancelled = client.create("klarna", "cancelled");
        assertThat(client.klarna("PATCH", cancelled + "/merchant-references", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_order_can_be_acknowledged_twice_and_a_rejected_one_captured() {
        String id = client.create("klarna", "rejected");
        assertThat(client.klarna("POST", id + "/acknowledge").status()).isEqualTo(204);
        assertThat(client.klarna("POST", id + "/acknowledge").status()).isEqualTo(204);
        assertThat(client.klarnaOrder(id).get("fraud_status").asText()).isEqualTo("REJECTED");
        capture(id, 20_000);
    }

    @Test
    void captures_can_be_listed_and_read_one_by_one() {
        String id = client.create("klarna", "authorized");
        Reply made = client.klarna(
                "POST",
                id + "/captures",
                "{\"captured_amount\":5000,\"reference\":\"SHIP-1\",\"description\":\"del 1\"}");
        JsonNode one = client.klarna("GET", id + "/captures/" + made.header("Capture-Id"))
                .json();
        assertThat(one.get("reference").asText()).isEqualTo("SHIP-1");
        assertThat(one.get("description").asText()).isEqualTo("del 1");
        JsonNode all = client.klarna("GET", id + "/captures").json();
        assertThat(all).hasSize(1);
        assertThat(all.get(0)).isEqualTo(one);
        Reply unknown = client.klarna("GET", id + "/captures/4711");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.errorCode()).isEqualTo("NO_SUCH_CAPTURE");
    }

    @Test
    void shipping_info_is_appended_to_a_capture() {
        String id = client.create("klarna", "authorized");
        String path = id + "/captures/" + capture(id, 20_000).header("Capture-Id");
        for (String number : List.of("A", "B")) {
            assertThat(client.klarna(
                                    "POST",
                                    path + "/shipping-info",
                                    "{\"shipping_info\":[{\"tracking_number\":\"" + number + "\"}]}")
                            .status())
                    .isEqualTo(204);
        }
        assertThat(client.klarna("GET", path)
                        .json()
                        .at("/shipping_info/1/tracking_number")
                        .asText())
                .isEqualTo("B");
    }

    @Test
    void an_unknown_order_is_a_404_on_every_operation() {
        String unknown = "11111111-1111-4111-8111-111111111111";
        for (String path : List.of("/cancel", "/captures", "/acknowledge", "/refunds")) {
            Reply reply = client.klarna("POST", unknown + path, "{}");
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.errorCode()).isEqualTo("NO_SUCH_ORDER");
        }
        Reply reply = client.klarna("GET", "4711");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorCode()).isEqualTo("INVALID_ORDER_ID");
    }

    @Test
    void a_wrong_credential_is_answered_in_html_without_a_correlation_id() {
        String id = client.create("klarna", "authorized");
        var request = client.klarnaRequest("kustom", "GET", id, "", null);
        var wrong = HttpRequest.newBuilder(URI.create(SERVER.address() + "/klarna/ordermanagement/v1/orders/" + id))
                .header(
                        "Authorization",
                        request.headers().firstValue("Authorization").orElseThrow())
                .build();
        Reply reply = client.exchange(wrong);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(reply.header("Klarna-Correlation-Id")).isEmpty();
    }

    @Test
    void a_wrong_method_is_a_405_and_a_broken_body_a_400() {
        String id = client.create("klarna", "authorized");
        assertThat(client.klarna("GET", id + "/cancel").status()).isEqualTo(405);
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":")
                        .errorCode())
                .isEqualTo("BAD_VALUE");
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":100.5}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_chunked_body_is_accepted() {
        String id = client.create("klarna", "authorized");
        byte[] body = "{\"captured_amount\":20000}".getBytes();
        var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));
        var like = client.klarnaRequest("klarna", "POST", id + "/captures", "", null);
        var request = HttpRequest.newBuilder(like.uri())
                .header(
                        "Authorization",
                        like.headers().firstValue("Authorization").orElseThrow())
                .POST(chunked)
                .build();
        assertThat(client.exchange(request).status()).isEqualTo(201);
        assertThat(effects(id)).containsExactly("ACTIVATE capture 20000");
    }

    @Test
    void a_body_above_one_megabyte_is_a_413() throws Exception {
        String id = client.create("klarna", "authorized");
        try (var socket = new Socket("127.0.0.1", SERVER.port())) {
            socket.getOutputStream()
                    .write(("POST /sandbox/klarna/ordermanagement/v1/orders/" + id
                                    + "/captures HTTP/1.1\r\nHost: x\r\nContent-Length: 1000001\r\n\r\n")
                            .getBytes());
            String answer = new String(socket.getInputStream().readAllBytes());
            assertThat(answer).startsWith("HTTP/1.1 413").contains("REQUEST_TOO_LARGE");
        }
    }

    @Test
    void every_answer_tells_the_rate_limit() {
        Reply reply = client.klarna("GET", client.create("klarna", "authorized"));
        assertThat(reply.header("X-Ratelimit-Limit")).isEqualTo("200, 200;w=1");
        assertThat(reply.header("X-Ratelimit-Remaining")).isNotEmpty();
    }

    @Test
    void two_captures_at_once_never_take_more_than_there_is() {
        String id = client.create("klarna", "authorized");
        List<Integer> statuses = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> client.klarna("POST", id + "/captures", "{\"captured_amount\":15000}")
                        .status())
                .toList();
        assertThat(statuses).containsOnlyOnce(201);
        assertThat(effects(id)).containsExactly("ACTIVATE capture 15000");
    }

    private Reply capture(String id, long amount) {
        Reply reply = client.klarna("POST", id + "/captures", "{\"captured_amount\":" + amount + "}");
        SandboxClient.assertStatus(reply, 201);
        return reply;
    }

    private String status(String id) {
        return client.klarnaOrder(id).get("status").asText();
    }

    private List<String> effects(String id) {
        return client.ledger("klarna", id).stream()
                .filter(entry -> entry.effect() != MoneyEffect.OTHER)
                .map(KlarnaTest::text)
                .toList();
    }

    private static String text(LedgerEntry entry) {
        return entry.effect() + " " + entry.operation() + " " + entry.amount();
    }
}
