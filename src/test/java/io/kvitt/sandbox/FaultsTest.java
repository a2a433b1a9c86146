package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private final SandboxClient client = new SandboxClient(SERVER, false);

    @BeforeEach
    void startAnew() {
        SERVER.reset();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void a_reset_before_breaks_the_connection_and_does_nothing() throws IOException {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"reset-before\",\"operation\":\"capture\",\"times\":1}");
        assertThatThrownBy(() -> capture(id, "k")).isInstanceOf(IOException.class);
        assertThat(client.ledger("klarna", id)).isEmpty();
        assertThat(capture(id, "k2").status()).isEqualTo(201);
    }

    @Test
    void a_reset_after_breaks_the_connection_when_the_money_has_moved() throws IOException {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"apply-then-reset\",\"operation\":\"capture\",\"nth\":1}");
        assertThatThrownBy(() -> capture(id, "k")).isInstanceOf(IOException.class);
        assertThat(client.ledger("klarna", id)).hasSize(1);
        assertThat(capture(id, "k").status()).isEqualTo(201);
        assertThat(client.ledger("klarna", id)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void an_error_after_the_effect_hides_it_and_the_key_finds_it_again(int status) throws IOException {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"apply-then-status\",\"operation\":\"capture\",\"status\":" + status + ",\"times\":1}");
        assertThat(capture(id, "k").status()).isEqualTo(status);
        assertThat(client.ledger("klarna", id)).hasSize(1);
        assertThat(capture(id, "k").status()).isEqualTo(201);
        assertThat(client.ledger("klarna", id)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "klarna, 401, text/html",
        "klarna, 403, text/html",
        "klarna, 404, application/json",
        "klarna, 409, application/json",
        "klarna, 429, application/json",
        "klarna, 500, application/json",
        "klarna, 502, text/html",
        "svea,   401, ''",
        "svea,   429, application/json",
        "svea,   503, text/html"
    })
    void a_status_without_effect_looks_as_it_does_at_the_provider(String provider, int status, String type) {
        String id = client.create(provider, "authorized");
        arm("{\"kind\":\"status\",\"provider\":\"" + provider + "\",\"status\":" + status + "}");
        Reply reply = provider.equals("svea") ? client.svea("PATCH", id, "{\"IsCancelled\":true}") : cancel(id);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.header("Retry-After")).isEmpty();
        assertThat(client.ledger(provider, id)).isEmpty();
    }

    @Test
    void a_429_says_how_long_to_wait_when_asked_to() {
        arm("{\"kind\":\"status\",\"status\":429,\"waitHeaders\":true}");
        Reply reply = cancel(client.create("klarna", "authorized"));
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.header("X-Ratelimit-Reset")).isEqualTo("1");
        assertThat(reply.errorCode()).isEqualTo("TOO_MANY_REQUESTS");
    }

    @Test
    void a_hanging_answer_comes_after_the_effect_and_blocks_the_key_meanwhile() throws IOException {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"apply-then-hang\",\"operation\":\"capture\",\"nth\":1,\"delayMs\":2500}");
        assertThatThrownBy(() -> captureImpatiently(id)).isInstanceOf(HttpTimeoutException.class);
        Awaitility.await().until(() -> client.ledger("klarna", id).size() == 1);
        assertThat(capture(id, "k").status()).isEqualTo(409);
        Awaitility.await().until(() -> capture(id, "k").status() == 201);
        assertThat(client.ledger("klarna", id)).hasSize(1);
    }

    @Test
    void an_effect_can_come_after_the_caller_has_given_up() {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"hang-then-apply\",\"operation\":\"capture\",\"nth\":1,\"delayMs\":1500}");
        assertThatThrownBy(() -> captureImpatiently(id)).isInstanceOf(HttpTimeoutException.class);
        assertThat(client.ledger("klarna", id)).isEmpty();
        Awaitility.await().until(() -> client.ledger("klarna", id).size() == 1);
    }

    @Test
    void a_slow_body_arrives_whole_in_the_end() {
        String id = client.create("klarna", "authorized");
        String whole = client.klarna("GET", id).body();
        arm("{\"kind\":\"slow-body\",\"operation\":\"get-order\",\"delayMs\":500}");
        long start = System.nanoTime();
        assertThat(client.klarna("GET", id).body()).isEqualTo(whole);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(450));
        assertThat(client.klarna("GET", id).body()).isEqualTo(whole);
    }

    @Test
    void a_truncated_document_is_whole_http_around_half_the_json() {
        String id = client.create("klarna", "authorized");
        String whole = client.klarna("GET", id).body();
        arm("{\"kind\":\"truncated-json\",\"operation\":\"read\"}");
        Reply reply = client.klarna("GET", id);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(whole).startsWith(reply.body());
        assertThat(reply.body().length()).isEqualTo(whole.length() / 2);
    }

    @Test
    void a_cut_body_ends_the_connection() {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"cut-body\",\"operation\":\"read\",\"times\":1}");
        assertThatThrownBy(() -> client.exchangeOrFail(client.klarnaRequest("klarna", "GET", id, "", null)))
                .isInstanceOf(IOException.class);
        assertThat(client.klarna("GET", id).status()).isEqualTo(200);
    }

    // Svea's queue

    @Test
    void a_stuck_task_never_ends_and_never_takes_effect() {
        String id = client.create("svea", "authorized");
        arm("{\"kind\":\"task-stuck\",\"operation\":\"deliver\"}");
        SERVER.switches().set(SveaSwitch.TASK_MS, 0);
        Reply accepted = deliver(id);
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .until(() -> client.task(accepted).body().contains("InProgress"));
        assertThat(client.ledger("svea", id)).isEmpty();
    }

    @Test
    void a_failing_task_ends_without_effect() {
        String id = client.create("svea", "authorized");
        arm("{\"kind\":\"task-fails\",\"orderId\":\"" + id + "\"}");
        Reply end = client.afterTask(deliver(id));
        assertThat(end.status()).isEqualTo(200);
        assertThat(end.json().get("Status").asText()).isEqualTo("Failed");
        assertThat(client.ledger("svea", id)).isEmpty();
    }

    @Test
    void a_lost_task_takes_effect_all_the_same() {
        String id = client.create("svea", "authorized");
        arm("{\"kind\":\"task-404\",\"operation\":\"deliver\"}");
        assertThat(client.afterTask(deliver(id)).status()).isEqualTo(404);
        assertThat(client.ledger("svea", id)).hasSize(1);
    }

    @Test
    void an_accepted_credit_can_fail_later() {
        String id = client.create("svea", "delivered");
        String credits = id + "/deliveries/"
                + client.sveaOrder(id).at("/Deliveries/0/Id").asText() + "/credits";
        arm("{\"kind\":\"credit-fails-later\",\"operation\":\"credit\"}");
        assertThat(client.afterTask(client.svea("POST", credits, "{\"OrderRowIds\":[1]}"))
                        .status())
                .isEqualTo(303);
        assertThat(credited(id)).isEqualTo(20_000);
        Awaitility.await().until(() -> credited(id) == 0);
        assertThat(client.ledger("svea", id))
                .extracting(entry -> entry.operation() + " " + entry.amount())
                .containsExactly("credit 20000", "credit-failed -20000");
        JsonNode delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("Credits")).isEmpty();
        assertThat(delivery.get("Actions")).hasSize(2);
    }

    // When

    @Test
    void a_rule_can_hit_every_kth_call_or_the_nth_or_some_by_chance() {
        String id = client.create("klarna", "authorized");
        arm("{\"kind\":\"status\",\"status\":500,\"every\":3}");
        assertThat(statuses(id, 6)).containsExactly(200, 200, 500, 200, 200, 500);
        client.control("DELETE", "faults", "");
        arm("{\"kind\":\"status\",\"status\":500,\"nth\":2}");
        assertThat(statuses(id, 4)).containsExactly(200, 500, 200, 200);
        client.control("DELETE", "faults", "");
        arm("{\"kind\":\"status\",\"status\":500,\"probability\":0.5,\"seed\":7}");
        List<Integer> first = statuses(id, 20);
        assertThat(first).contains(200, 500);
        client.control("DELETE", "faults", "");
        arm("{\"kind\":\"status\",\"status\":500,\"probability\":0.5,\"seed\":7}");
        assertThat(statuses(id, 20)).isEqualTo(first);
    }

    @Test
    void a_rule_can_be_for_one_order_and_one_provider() {
        String hit = client.create("klarna", "authorized");
        String spared = client.create("klarna", "authorized");
        arm("{\"kind\":\"status\",\"status\":500,\"provider\":\"klarna\",\"orderId\":\"" + hit + "\"}");
        assertThat(client.klarna("GET", hit).status()).isEqualTo(500);
        assertThat(client.klarna("GET", spared).status()).isEqualTo(200);
        assertThat(client.svea("GET", client.create("svea", "authorized"), "").status())
                .isEqualTo(200);
    }

    @Test
    void faults_are_listed_with_how_often_they_struck_and_can_be_taken_away() {
        String id = client.create("klarna", "authorized");
        int fault = client.control("POST", "faults", "{\"kind\":\"status\",\"status\":500,\"times\":2}")
                .json()
                .get("id")
                .asInt();
        statuses(id, 3);
        JsonNode listed = client.control("GET", "faults", "").json().get(0);
        assertThat(listed.get("triggered").asInt()).isEqualTo(2);
        assertThat(listed.get("seen").asInt()).isEqualTo(3);
        assertThat(listed.at("/rule/kind").asText()).isEqualTo("status");
        assertThat(client.control("DELETE", "faults/" + fault, "").json()).isEmpty();
        assertThat(client.control("DELETE", "faults/" + fault, "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"nonsense\"}",
                "{\"kind\":\"status\"}",
                "{\"kind\":\"status\",\"status\":200}",
                "{\"kind\":\"reset-before\",\"nth\":0}",
                "{\"kind\":\"reset-before\",\"ordreId\":\"1\"}"
            })
    void a_rule_that_makes_no_sense_is_refused(String rule) {
        assertThat(client.control("POST", "faults", rule).status()).isEqualTo(400);
    }

    @Test
    void the_latency_of_a_provider_holds_for_faults_too() {
        SERVER.switches().set(SveaSwitch.LATENCY_MS, 200);
        SERVER.arm("{\"kind\":\"status\",\"status\":503}");
        String id = client.create(NewOrder.authorized("svea", "1", 100));
        long start = System.nanoTime();
        assertThat(client.svea("GET", id, "").status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    private void arm(String rule) {
        SandboxClient.assertStatus(client.control("POST", "faults", rule), 200);
    }

    private Reply capture(String id, String key) throws IOException {
        return client.exchangeOrFail(
                client.klarnaRequest("klarna", "POST", id + "/captures", "{\"captured_amount\":20000}", key));
    }

    private void captureImpatiently(String id) throws IOException {
        var patient = client.klarnaRequest("klarna", "POST", id + "/captures", "{\"captured_amount\":20000}", "k");
        client.exchangeOrFail(HttpRequest.newBuilder(patient, (name, value) -> true)
                .timeout(Duration.ofMillis(300))
                .build());
    }

    private Reply cancel(String id) {
        return client.klarna("POST", id + "/cancel");
    }

    private Reply deliver(String id) {
        return client.svea("POST", id + "/deliveries", "{\"OrderRowIds\":[]}");
    }

    private long credited(String id) {
        return client.sveaOrder(id).at("/Deliveries/0/CreditedAmount").asLong();
    }

    private List<Integer> statuses(String id, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> client.klarna("GET", id).status())
                .toList();
    }
}
