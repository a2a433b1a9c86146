package io.kvitt.sandbox;

import static io.kvitt.sandbox.klarna.KlarnaSwitch.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.klarna.KlarnaSwitch;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlarnaSwitchesTest {

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private static final String LINES_OF_90 =
            ",\"order_lines\":[{\"name\":\"Vara\",\"quantity\":1,\"unit_price\":90,\"total_amount\":90}]}";
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

    // Idempotency keys

    @Test
    void a_repeated_key_gives_the_first_answer_and_captures_once_even_with_another_body() {
        String id = client.create("klarna", "authorized");
        Reply first = captureKeyed("k-1" + id, id, 100);
        Reply second = captureKeyed("k-1" + id, id, 200);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Capture-Id")).isEqualTo(first.header("Capture-Id"));
        assertThat(client.klarnaOrder(id).get("captured_amount").asLong()).isEqualTo(100);
        assertThat(client.ledger("klarna", id))
                .singleElement()
                .satisfies(entry -> assertThat(entry.cause().key()).isEqualTo("k-1" + id));
    }

    @Test
    void without_a_key_or_with_another_one_the_money_is_taken_again() {
        String id = client.create("klarna", "authorized");
        client.klarna("POST", id + "/captures", "{\"captured_amount\":100}");
        client.klarna("POST", id + "/captures", "{\"captured_amount\":100}");
        captureKeyed("a", id, 100);
        captureKeyed("b", id, 100);
        assertThat(client.ledger("klarna", id)).hasSize(4);
    }

    @Test
    void another_body_under_a_key_can_be_made_a_conflict() {
        SERVER.switches().set(KEY_IGNORES_BODY, false);
        String id = client.create("klarna", "authorized");
        captureKeyed("k", id, 100);
        assertThat(captureKeyed("k", id, 200).status()).isEqualTo(409);
        assertThat(captureKeyed("k", id, 100).status()).isEqualTo(201);
    }

    @Test
    void a_key_is_forgotten_after_24_hours() {
        String id = client.create("klarna", "authorized");
        captureKeyed("k", id, 100);
        SERVER.clock().advance(Duration.ofHours(23));
        captureKeyed("k", id, 100);
        assertThat(client.ledger("klarna", id)).hasSize(1);
        SERVER.clock().advance(Duration.ofHours(2));
        captureKeyed("k", id, 100);
        assertThat(client.ledger("klarna", id)).hasSize(2);
    }

    @Test
    void a_refusal_is_repeated_under_its_key_or_not() {
        String id = client.create("klarna", "pending");
        assertThat(captureKeyed("kept", id, 100).status()).isEqualTo(403);
        SERVER.switches().set(KEY_KEEPS_REFUSALS, false);
        assertThat(captureKeyed("forgotten", id, 100).status()).isEqualTo(403);
        SERVER.portal("klarna", id, new Simulator.PortalEdit("accept", null));
        assertThat(captureKeyed("kept", id, 100).status()).isEqualTo(403);
        assertThat(captureKeyed("forgotten", id, 100).status()).isEqualTo(201);
    }

    @Test
    void a_bad_request_is_not_kept_under_its_key() {
        String id = client.create("klarna", "authorized");
        assertThat(client.klarnaKeyed("k", "POST", id + "/captures", "{").status())
                .isEqualTo(400);
        assertThat(captureKeyed("k", id, 100).status()).isEqualTo(201);
    }

    @Test
    void a_key_counts_per_order_and_operation_or_for_everything() {
        String first = client.create("klarna", "authorized");
        String second = client.create("klarna", "authorized");
        captureKeyed("shared", first, 100);
        captureKeyed("shared", second, 100);
        assertThat(client.ledger("klarna", second)).hasSize(1);
        SERVER.switches().set(KEY_PER_OPERATION, false);
        captureKeyed("global", first, 100);
        Reply swallowed = captureKeyed("global", second, 100);
        assertThat(swallowed.header("Location")).contains(first);
        assertThat(client.ledger("klarna", second)).hasSize(1);
    }

    @Test
    void a_second_request_while_the_first_is_under_way_is_a_conflict_or_waits_for_nothing() {
        SERVER.switches().set(LATENCY_MS, 800);
        String id = client.create("klarna", "authorized");
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> captureKeyed("k", id, 100));
        Awaitility.await().until(() -> client.ledger("klarna", id).size() == 1);
        Reply second = captureKeyed("k", id, 100);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.errorCode()).isEqualTo("CONFLICT");
        assertThat(second.json().get("error_messages")).isEmpty();
        assertThat(first.join().status()).isEqualTo(201);
        assertThat(captureKeyed("k", id, 100).status()).isEqualTo(201);

        SERVER.switches().set(KEY_IN_FLIGHT_CONFLICT, false);
        List<String> captures = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> captureKeyed("n", id, 100)))
                .toList()
                .stream()
                .map(reply -> reply.join().header("Capture-Id"))
                .distinct()
                .toList();
        assertThat(captures).hasSize(1);
        assertThat(client.ledger("klarna", id)).hasSize(2);
    }

    // Amounts

    @Test
    void lines_that_do_not_add_up_are_marked_or_refused() {
        String id = client.create("klarna", "authorized");
        Reply lenient = client.klarna("POST", id + "/captures", "{\"captured_amount\":100" + LINES_OF_90);
        assertThat(lenient.status()).isEqualTo(201);
        assertThat(lenient.header("Klarna-Order-Validation")).isEqualTo("Invalid");
        SERVER.switches().set(STRICT_LINE_SUM, true);
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":100" + LINES_OF_90)
                        .status())
                .isEqualTo(422);
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":90" + LINES_OF_90)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_capture_of_nothing_is_refused_or_stored() {
        String id = client.create("klarna", "authorized");
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":0}")
                        .status())
                .isEqualTo(422);
        SERVER.switches().set(ZERO_CAPTURE_REFUSED, false);
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":0}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_cancelled_order_can_lose_its_remaining_amount() {
        SERVER.switches().set(CANCEL_KEEPS_REMAINING, false);
        String id = client.create("klarna", "cancelled");
        assertThat(client.klarnaOrder(id).get("remaining_authorized_amount").asLong())
                .isZero();
    }

    @Test
    void a_capture_can_learn_of_its_refund_at_once() {
        SERVER.switches().set(REFUND_ALLOCATION_MS, 0);
        String id = client.create(
                NewOrder.authorized("klarna", "1", 20_000).withState("captured").activated(20_000, 2));
        client.klarna("POST", id + "/refunds", "{\"refunded_amount\":12000}");
        var order = client.klarnaOrder(id);
        assertThat(order.at("/captures/0/refunded_amount").asLong()).isEqualTo(10_000);
        assertThat(order.at("/captures/1/refunded_amount").asLong()).isEqualTo(2_000);
    }

    // States

    @Test
    void releasing_the_rest_can_leave_the_order_part_captured() {
        SERVER.switches().set(RELEASE_MAKES_CAPTURED, false);
        String id = client.create("klarna", "part-captured");
        client.klarna("POST", id + "/release-remaining-authorization");
        assertThat(client.klarnaOrder(id).get("status").asText()).isEqualTo("PART_CAPTURED");
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":1}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_part_captured_order_reads_the_same_or_expired_and_can_be_refunded_or_not() {
        String id = client.create("klarna", "part-captured");
        SERVER.clock().advance(Duration.ofDays(40));
        assertThat(client.klarnaOrder(id).get("status").asText()).isEqualTo("PART_CAPTURED");
        assertThat(client.klarna("POST", id + "/captures", "{\"captured_amount\":1}")
                        .status())
                .isEqualTo(403);
        assertThat(client.klarna("POST", id + "/refunds", "{\"refunded_amount\":1}")
                        .status())
                .isEqualTo(201);
        SERVER.switches().set(PART_CAPTURED_READS_EXPIRED, true);
        SERVER.switches().set(REFUND_AFTER_EXPIRY, false);
        assertThat(client.klarnaOrder(id).get("status").asText()).isEqualTo("EXPIRED");
        assertThat(client.klarna("POST", id + "/refunds", "{\"refunded_amount\":1}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_refunds_reference_is_read_back_or_not() {
        String id = client.create("klarna", "captured");
        client.klarna("POST", id + "/refunds", "{\"refunded_amount\":1,\"reference\":\"R1\"}");
        assertThat(client.klarnaOrder(id).at("/refunds/0/reference").asText()).isEqualTo("R1");
        SERVER.switches().set(REFUND_REFERENCE_SHOWN, false);
        String refundId = client.klarnaOrder(id).at("/refunds/0/refund_id").asText();
        assertThat(client.klarnaOrder(id).at("/refunds/0").has("reference")).isFalse();
        assertThat(client.klarna("GET", id + "/refunds/" + refundId).json().has("reference"))
                .isFalse();
    }

    @Test
    void cancelling_again_can_succeed_without_doing_anything() {
        SERVER.switches().set(CANCEL_OF_ENDED_REFUSED, false);
        for (String state : List.of("cancelled", "expired")) {
            String id = client.create("klarna", state);
            assertThat(client.klarna("POST", id + "/cancel").status()).isEqualTo(204);
            assertThat(client.ledger("klarna", id)).isEmpty();
        }
    }

    @Test
    void a_captured_order_can_be_extended_when_so_set() {
        SERVER.switches().set(EXTEND_CAPTURED_REFUSED, false);
        String id = client.create("klarna", "captured");
        assertThat(client.klarna("POST", id + "/extend-authorization-time").status())
                .isEqualTo(204);
    }

    @Test
    void the_risk_check_can_deny_a_higher_amount() {
        SERVER.switches().set(INCREASE_APPROVED, false);
        String id = client.create("klarna", "authorized");
        assertThat(client.klarna("PATCH", id + "/authorization", "{\"order_amount\":20001}")
                        .status())
                .isEqualTo(403);
        assertThat(client.klarna("PATCH", id + "/authorization", "{\"order_amount\":20000}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void an_order_under_review_can_be_cancelled_or_not() {
        assertThat(client.klarna("POST", client.create("klarna", "pending") + "/cancel")
                        .status())
                .isEqualTo(204);
        SERVER.switches().set(PENDING_CANCEL_ALLOWED, false);
        assertThat(client.klarna("POST", client.create("klarna", "pending") + "/cancel")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_refunded_order_can_read_closed() {
        String id = client.create("klarna", "refunded");
        assertThat(client.klarnaOrder(id).get("status").asText()).isEqualTo("CAPTURED");
        SERVER.switches().set(CLOSED_AFTER_REFUND, true);
        assertThat(client.klarnaOrder(id).get("status").asText()).isEqualTo("CLOSED");
    }

    @Test
    void the_length_of_an_authorization_is_the_accounts() {
        SERVER.switches().set(AUTHORIZATION_DAYS, 42);
        String id = client.create("klarna", "authorized");
        SERVER.clock().advance(Duration.ofDays(41));
        assertThat(client.klarnaOrder(id).get("status").asText()).isEqualTo("AUTHORIZED");
    }

    // Transport

    @Test
    void the_status_for_an_impossible_id_can_be_chosen() {
        SERVER.switches().set(INVALID_ID_STATUS, 404);
        assertThat(client.klarna("GET", "4711").status()).isEqualTo(404);
    }

    @Test
    void an_order_can_be_invisible_for_a_while() {
        SERVER.switches().set(VISIBLE_AFTER_MS, 60_000);
        String id = client.create("klarna", "authorized");
        assertThat(client.klarna("GET", id).errorCode()).isEqualTo("NO_SUCH_ORDER");
        SERVER.clock().advance(Duration.ofMinutes(2));
        assertThat(client.klarna("GET", id).status()).isEqualTo(200);
    }

    @Test
    void requests_above_the_rate_limit_are_a_429_that_tells_the_wait_without_retry_after() {
        SERVER.switches().set(RATE_LIMIT, 3);
        String id = client.create("klarna", "authorized");
        Reply refused = IntStream.range(0, 20)
                .mapToObj(i -> client.klarna("GET", id))
                .filter(reply -> reply.status() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(refused.errorCode()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(refused.header("X-Ratelimit-Reset")).isEqualTo("1");
        assertThat(refused.header("X-Ratelimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("Retry-After")).isEmpty();
    }

    @Test
    void latency_lies_on_the_answer_and_not_on_the_effect() {
        SERVER.switches().set(LATENCY_MS, 300);
        String id = client.create("klarna", "authorized");
        long start = System.nanoTime();
        CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> captureKeyed("k", id, 100));
        Awaitility.await().until(() -> !client.ledger("klarna", id).isEmpty());
        assertThat(reply).isNotDone();
        assertThat(reply.join().status()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    // Kustom

    @Test
    void kustom_has_its_own_orders_and_credentials() {
        String id = client.create("kustom", "authorized");
        assertThat(client.kustom("GET", id, "").status()).isEqualTo(200);
        assertThat(client.klarna("GET", id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "kustom, Basic kco_test_api_sandbox, 200",
        "kustom, Basic :kco_test_api_sandbox!, 200",
        "kustom, Basic sandbox-kustom:kco_test_api_sandbox!, 200",
        "kustom, Basic sandbox-kustom:sandbox-secret!, 200",
        "kustom, basic  sandbox-kustom:sandbox-secret!, 200",
        "kustom, Basic kco_test_api_sandbox!, 401",
        "kustom, Basic other:kco_test_api_sandbox!, 401",
        "kustom, Bearer kco_test_api_sandbox, 401",
        "kustom, Basickco_test_api_sandbox, 401",
        "klarna, BASIC   sandbox-klarna:sandbox-secret!, 200",
        "klarna, Basic kco_test_api_sandbox, 401",
        "klarna, Basic sandbox-klarna:kco_test_api_sandbox!, 401",
        "klarna, Basic, 401"
    })
    void a_caller_is_known_by_user_and_password_and_at_kustom_by_a_key_alone(
            String provider, String shown, int expected) {
        String id = client.create(provider, "authorized");
        String scheme = shown.substring(0, shown.lastIndexOf(' ') + 1);
        String rest = shown.substring(scheme.length());
        String value = rest.endsWith("!")
                ? Base64.getEncoder()
                        .encodeToString(rest.substring(0, rest.length() - 1).getBytes(StandardCharsets.UTF_8))
                : rest;
        Reply reply = client.exchange(HttpRequest.newBuilder(
                        URI.create(SERVER.address() + "/" + provider + "/ordermanagement/v1/orders/" + id))
                .header("Authorization", scheme + value)
                .build());
        assertThat(reply.status()).isEqualTo(expected);
    }

    @Test
    void at_kustom_a_part_captured_order_expires_whole_and_takes_no_refund_unless_so_set() {
        String id = client.create("kustom", "part-captured");
        SERVER.clock().advance(Duration.ofDays(40));
        assertThat(client.kustom("GET", id, "").json().get("status").asText()).isEqualTo("EXPIRED");
        String refund = "{\"refunded_amount\":1}";
        assertThat(client.kustom("POST", id + "/refunds", refund).errorCode()).isEqualTo("REFUND_NOT_ALLOWED");
        SERVER.switches().set(KUSTOM_PART_CAPTURED_READS_EXPIRED, false);
        SERVER.switches().set(KUSTOM_REFUND_AFTER_EXPIRY, true);
        assertThat(client.kustom("GET", id, "").json().get("status").asText()).isEqualTo("PART_CAPTURED");
        assertThat(client.kustom("POST", id + "/refunds", refund).status()).isEqualTo(201);
    }

    @Test
    void kustom_has_removed_three_endpoints_that_klarna_offers() {
        for (String path : List.of("GET extend-due-date-options", "PATCH extend-due-date", "POST trigger-send-out")) {
            String method = path.split(" ")[0];
            String below = path.split(" ")[1];
            String kustom = client.create("kustom", "captured");
            String capture = client.kustom("GET", kustom, "")
                    .json()
                    .at("/captures/0/capture_id")
                    .asText();
            String body = "{\"number_of_days\":10}";
            Reply reply = client.kustom(method, kustom + "/captures/" + capture + "/" + below, body);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.errorCode()).isEqualTo("RESOURCE_NOT_FOUND");
            String klarna = client.create("klarna", "captured");
            capture = client.klarnaOrder(klarna).at("/captures/0/capture_id").asText();
            assertThat(client.klarna(method, klarna + "/captures/" + capture + "/" + below, body)
                            .status())
                    .isBetween(200, 204);
        }
    }

    @Test
    void kustom_closes_a_refunded_order_and_has_its_own_code_for_a_refused_update() {
        String id = client.create("kustom", "captured");
        Reply update = client.kustom("PATCH", id + "/authorization", "{\"order_amount\":1}");
        assertThat(update.errorCode()).isEqualTo("UPDATE_NOT_ALLOWED");
        client.kustom("POST", id + "/refunds", "{\"refunded_amount\":20000}");
        assertThat(client.kustom("GET", id, "").json().get("status").asText()).isEqualTo("CLOSED");
        SERVER.switches().set(KUSTOM_CLOSED_AFTER_REFUND, false);
        assertThat(client.kustom("GET", id, "").json().get("status").asText()).isEqualTo("CAPTURED");
    }

    @Test
    void kustom_extends_an_authorization_or_not() {
        String id = client.create("kustom", "authorized");
        assertThat(client.kustom("POST", id + "/extend-authorization-time", "").status())
                .isEqualTo(204);
        SERVER.switches().set(KlarnaSwitch.KUSTOM_EXTEND_OFFERED, false);
        assertThat(client.kustom("POST", id + "/extend-authorization-time", "").status())
                .isEqualTo(403);
    }

    private Reply captureKeyed(String key, String id, long amount) {
        return client.klarnaKeyed(key, "POST", id + "/captures", "{\"captured_amount\":" + amount + "}");
    }
}
