package io.kvitt.sandbox;

import static io.kvitt.sandbox.svea.SveaSwitch.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.NewOrder.Line;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Svea's operations do. */
class SveaTest {

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private static final String EVERYTHING = "{\"OrderRowIds\":[]}";
    private static final String ROW = "\"Name\":\"Pall\",\"Quantity\":100,\"UnitPrice\":5000,\"VatPercent\":2500";
    private final SandboxClient client = new SandboxClient(SERVER);

    @BeforeEach
    void makeTasksQuick() {
        SERVER.switches().set(TASK_MS, 0);
    }

    @AfterEach
    void putSwitchesBack() {
        SERVER.switches().reset();
        SERVER.clock().reset();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    // Queue

    @Test
    void a_delivery_is_accepted_and_takes_effect_when_its_task_completes() {
        SERVER.switches().set(TASK_MS, 1_000);
        String id = open("Invoice");
        Reply accepted = client.svea("POST", id + "/deliveries", EVERYTHING);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).startsWith(SERVER.address() + "/svea/api/v1/queue/");
        Reply running = client.task(accepted);
        assertThat(running.status()).isEqualTo(200);
        assertThat(running.json().get("Status").asText()).isEqualTo("InProgress");
        assertThat(client.sveaOrder(id).get("Deliveries")).isEmpty();
        assertThat(effects(id)).isEmpty();

        Reply done = client.afterTask(accepted);
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo(SERVER.address() + "/svea/api/v1/orders/" + id);
        assertThat(client.sveaOrder(id).at("/Deliveries/0/Id").asLong())
                .isEqualTo(accepted.json().get("DeliveryId").asLong());
        assertThat(effects(id)).containsExactly("ACTIVATE deliver 30000");
    }

    @Test
    void of_two_deliveries_under_way_one_fails() {
        SERVER.switches().set(TASK_MS, 200);
        String id = open("Card");
        Reply first = client.svea("POST", id + "/deliveries", EVERYTHING);
        Reply second = client.svea("POST", id + "/deliveries", EVERYTHING);
        assertThat(List.of(
                        client.afterTask(first).status(),
                        client.afterTask(second).status()))
                .containsExactlyInAnyOrder(303, 200);
        assertThat(effects(id)).containsExactly("ACTIVATE deliver 30000");
    }

    @Test
    void an_unknown_task_is_a_404() {
        assertThat(client.exchange(client.sveaRequest("GET", "/api/v1/queue/1", ""))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_answer_to_a_delivery_can_be_without_body() {
        SERVER.switches().set(DELIVERY_ID_IN_ANSWER, false);
        assertThat(client.svea("POST", open("Invoice") + "/deliveries", EVERYTHING)
                        .body())
                .isEmpty();
    }

    // Delivering

    @Test
    void part_of_a_row_can_be_delivered_and_the_rest_stays() {
        String id = open("Invoice");
        deliver(id, "{\"OrderRowIds\":[1],\"RowDeliveryOptions\":[{\"OrderRowId\":1,\"Quantity\":50}]}");
        JsonNode order = client.sveaOrder(id);
        assertThat(order.at("/Deliveries/0/DeliveryAmount").asLong()).isEqualTo(5_000);
        assertThat(order.at("/Deliveries/0/OrderRows/0/Quantity").asLong()).isEqualTo(50);
        assertThat(order.at("/OrderRows/0/Quantity").asLong()).isEqualTo(150);
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(30_000);
        deliver(id, EVERYTHING);
        assertThat(client.sveaOrder(id).get("OrderStatus").asText()).isEqualTo("Delivered");
        assertThat(effects(id)).containsExactly("ACTIVATE deliver 5000", "ACTIVATE deliver 25000");
    }

    @Test
    void all_rows_named_one_by_one_are_a_whole_delivery() {
        String id = open("PaymentPlan");
        deliver(id, "{\"OrderRowIds\":[2,1]}");
        assertThat(client.sveaOrder(id).get("OrderStatus").asText()).isEqualTo("Delivered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "PaymentPlan|{\"OrderRowIds\":[1]}",
                "Invoice|{\"OrderRowIds\":[99]}",
                "Invoice|{}",
                "Invoice|{\"OrderRowIds\":[1],\"RowDeliveryOptions\":[{\"OrderRowId\":2,\"Quantity\":100}]}",
                "Invoice|{\"OrderRowIds\":[1],\"RowDeliveryOptions\":[{\"OrderRowId\":1,\"Quantity\":201}]}",
                "Invoice|{\"OrderRowIds\":[1],\"RowDeliveryOptions\":[{\"OrderRowId\":1,\"Quantity\":0}]}",
                "Invoice|not json"
            })
    void a_delivery_that_is_not_possible_is_a_400_at_once(String type, String body) {
        String id = open(type);
        Reply reply = client.svea("POST", id + "/deliveries", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().has("Code")).isTrue();
        assertThat(effects(id)).isEmpty();
    }

    @Test
    void what_is_not_delivered_can_be_cancelled_in_the_same_breath() {
        String id = open("Invoice");
        deliver(id, "{\"OrderRowIds\":[2],\"CancelRemaining\":true}");
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderStatus").asText()).isEqualTo("Delivered");
        assertThat(order.get("CancelledAmount").asLong()).isEqualTo(20_000);
        assertThat(effects(id)).containsExactly("ACTIVATE deliver 10000", "ANNUL cancel-remaining 20000");
    }

    @Test
    void a_card_can_be_delivered_with_a_lower_amount() {
        String id = open("Card");
        Reply reply = client.svea("POST", id + "/deliveries/DeliverAndLowerAmount", "{\"DeliveredAmount\":12000}");
        assertThat(reply.json().get("DeliveryId").isNumber()).isTrue();
        assertThat(client.afterTask(reply).status()).isEqualTo(303);
        assertThat(client.sveaOrder(id).at("/Deliveries/0/DeliveryAmount").asLong())
                .isEqualTo(12_000);
        assertThat(effects(id)).containsExactly("ACTIVATE deliver-lower 12000", "ANNUL deliver-lower 18000");
        assertThat(client.svea(
                                "POST",
                                open("Invoice") + "/deliveries/DeliverAndLowerAmount",
                                "{\"DeliveredAmount\":12000}")
                        .status())
                .isEqualTo(400);
        assertThat(client.svea(
                                "POST",
                                open("Card") + "/deliveries/DeliverAndLowerAmount",
                                "{\"DeliveredAmount\":30001}")
                        .status())
                .isEqualTo(400);
    }

    // Cancelling

    @Test
    void a_cancelled_amount_is_the_new_total_so_sending_it_again_is_refused() {
        String id = open("Card");
        assertThat(client.svea("PATCH", id, "{\"CancelledAmount\":10000}").status())
                .isEqualTo(204);
        assertThat(client.svea("PATCH", id, "{\"CancelledAmount\":10000}").status())
                .isEqualTo(400);
        assertThat(client.svea("PATCH", id, "{\"CancelledAmount\":30001}").status())
                .isEqualTo(400);
        assertThat(client.svea("PATCH", id, "{\"CancelledAmount\":15000}").status())
                .isEqualTo(204);
        assertThat(client.sveaOrder(id).get("CancelledAmount").asLong()).isEqualTo(15_000);
        assertThat(effects(id)).containsExactly("ANNUL cancel-amount 10000", "ANNUL cancel-amount 5000");
        deliver(id, EVERYTHING);
        assertThat(effects(id)).last().isEqualTo("ACTIVATE deliver 15000");
    }

    @Test
    void cancelling_the_whole_amount_cancels_a_card_order() {
        String id = open("Card");
        client.svea("PATCH", id, "{\"CancelledAmount\":30000}");
        assertThat(client.sveaOrder(id).get("OrderStatus").asText()).isEqualTo("Cancelled");
    }

    @Test
    void cancelling_twice_is_refused() {
        String id = open("Invoice");
        client.svea("PATCH", id, "{\"IsCancelled\":true}");
        assertThat(client.svea("PATCH", id, "{\"IsCancelled\":true}").status()).isEqualTo(400);
        assertThat(effects(id)).containsExactly("ANNUL cancel-order 30000");
    }

    @Test
    void rows_can_be_cancelled_and_without_rows_the_order_is_cancelled_or_not() {
        String id = open("Invoice");
        assertThat(client.svea("PATCH", id + "/rows/cancelOrderRows", "{\"OrderRowIds\":[1,2]}")
                        .status())
                .isEqualTo(204);
        assertThat(client.sveaOrder(id).get("OrderStatus").asText()).isEqualTo("Cancelled");
        SERVER.switches().set(ALL_ROWS_CANCELLED_MAKES_CANCELLED, false);
        id = open("Invoice");
        client.svea("PATCH", id + "/rows/cancelOrderRows", "{\"OrderRowIds\":[1,2]}");
        assertThat(client.sveaOrder(id).get("OrderStatus").asText()).isEqualTo("Open");
        assertThat(effects(id)).containsExactly("ANNUL cancel-rows 30000");
    }

    @ParameterizedTest
    @CsvSource({"true, Delivered", "false, Cancelled"})
    void cancelling_the_rest_of_a_partly_delivered_order_ends_it_as_set(boolean on, String status) {
        SERVER.switches().set(CANCEL_REST_MAKES_DELIVERED, on);
        String id = open("Invoice");
        deliver(id, "{\"OrderRowIds\":[1]}");
        assertThat(client.svea("PATCH", id, "{\"IsCancelled\":true}").status()).isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderStatus").asText()).isEqualTo(status);
        assertThat(order.get("CancelledAmount").asLong()).isEqualTo(10_000);
        assertThat(order.get("OrderRows")).hasSize(1);
        SERVER.switches().set(CANCELLED_ROWS_STAY, false);
        assertThat(client.sveaOrder(id).get("OrderRows")).hasSize(on ? 0 : 1);
    }

    // Crediting

    @Test
    void credited_rows_appear_as_a_negative_credit() {
        String id = open("Invoice");
        String credits = deliveredCredits(id);
        Reply accepted = client.svea(
                "POST", credits, "{\"OrderRowIds\":[1],\"RowCreditingOptions\":[{\"OrderRowId\":1,\"Quantity\":100}]}");
        assertThat(accepted.json().get("CreditId").isTextual()).isTrue();
        Reply done = client.afterTask(accepted);
        assertThat(done.status()).isEqualTo(303);
        Reply credit = client.exchange(client.sveaRequest(
                "GET", done.header("Location").substring((SERVER.address() + "/svea").length()), ""));
        assertThat(credit.json()).isEqualTo(accepted.json());
        JsonNode delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("CreditedAmount").asLong()).isEqualTo(10_000);
        assertThat(delivery.at("/Credits/0/Amount").asLong()).isEqualTo(-10_000);
        assertThat(delivery.at("/Credits/0/OrderRows/0/Quantity").asLong()).isEqualTo(-100);
        assertThat(delivery.at("/Credits/0/OrderRows/0/UnitPrice").asLong()).isEqualTo(10_000);
        assertThat(delivery.at("/Credits/0").has("Id")).isFalse();
        assertThat(effects(id)).last().isEqualTo("CREDIT credit 10000");
    }

    @Test
    void new_rows_can_be_credited_up_to_what_was_delivered() {
        String id = open("Invoice");
        String credits = deliveredCredits(id);
        String row = "{\"Name\":\"Goodwill\",\"UnitPrice\":12500,\"VatPercent\":2500}";
        client.afterTask(client.svea("POST", credits, "{\"NewCreditOrderRow\":" + row + "}"));
        client.afterTask(client.svea("POST", credits, "{\"NewCreditOrderRows\":[" + row + "]}"));
        assertThat(client.svea("POST", credits, "{\"NewCreditOrderRow\":" + row + "}")
                        .status())
                .isEqualTo(400);
        assertThat(client.sveaOrder(id).at("/Deliveries/0/CreditedAmount").asLong())
                .isEqualTo(25_000);
    }

    @Test
    void a_fee_is_kept_when_rows_are_credited() {
        String id = open("Invoice");
        String credits = deliveredCredits(id);
        String body = "{\"OrderRowIds\":[1,2],\"Fee\":{\"Name\":\"Avgift\",\"UnitPrice\":4000,\"VatPercent\":2500}}";
        assertThat(client.afterTask(client.svea("POST", credits + "/CreditWithFee", body))
                        .status())
                .isEqualTo(303);
        JsonNode delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("CreditedAmount").asLong()).isEqualTo(26_000);
        assertThat(delivery.at("/Credits/0/Amount").asLong()).isEqualTo(-26_000);
        assertThat(delivery.at("/Credits/0/OrderRows")).hasSize(3);
        assertThat(delivery.get("Actions")).hasSize(1);
        String plan = open("PaymentPlan");
        assertThat(client.svea("POST", deliveredCredits(plan) + "/CreditWithFee", body)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_credited_amount_is_the_new_total_so_sending_it_again_is_refused() {
        String id = open("Swish");
        String delivery = id + "/deliveries/"
                + client.sveaOrder(id).at("/Deliveries/0/Id").asText();
        assertThat(client.svea("PATCH", delivery, "{\"CreditedAmount\":10000}").status())
                .isEqualTo(204);
        assertThat(client.svea("PATCH", delivery, "{\"CreditedAmount\":10000}").status())
                .isEqualTo(400);
        assertThat(client.svea("PATCH", delivery, "{\"CreditedAmount\":30001}").status())
                .isEqualTo(400);
        SERVER.switches().set(CREDIT_AMOUNT_ANSWERS_BODY, true);
        Reply reply = client.svea("PATCH", delivery, "{\"CreditedAmount\":30000}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().has("CreditId")).isTrue();
        assertThat(effects(id)).containsExactly("CREDIT credit-amount 10000", "CREDIT credit-amount 20000");
    }

    @Test
    void a_credit_without_rows_is_refused_or_credits_all() {
        String id = open("Invoice");
        String credits = deliveredCredits(id);
        assertThat(client.svea("POST", credits, EVERYTHING).status()).isEqualTo(400);
        SERVER.switches().set(EMPTY_CREDIT_IS_ALL, true);
        SERVER.switches().set(CREDIT_ID_IN_ANSWER, false);
        Reply accepted = client.svea("POST", credits, EVERYTHING);
        assertThat(accepted.body()).isEmpty();
        client.afterTask(accepted);
        assertThat(client.sveaOrder(id).at("/Deliveries/0/CreditedAmount").asLong())
                .isEqualTo(30_000);
    }

    // Rows

    @Test
    void added_rows_get_the_next_ids_and_raise_the_amount() {
        String id = open("Invoice");
        Reply one = client.svea("POST", id + "/rows", "{" + ROW + "}");
        assertThat(one.json().get("OrderRowId")).hasSize(1);
        assertThat(one.json().at("/OrderRowId/0").asLong()).isEqualTo(3);
        assertThat(client.afterTask(one).status()).isEqualTo(303);
        Reply two = client.svea("POST", id + "/rows/addOrderRows", "{\"OrderRows\":[{" + ROW + "},{" + ROW + "}]}");
        client.afterTask(two);
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(45_000);
        assertThat(order.get("OrderRows")).hasSize(5);
        assertThat(effects(id)).containsExactly("UPDATE add-rows 35000", "UPDATE add-rows 45000");
    }

    @Test
    void an_updated_row_keeps_what_is_left_out() {
        String id = open("Invoice");
        assertThat(client.svea("PATCH", id + "/rows/1", "{\"UnitPrice\":8000}").status())
                .isEqualTo(204);
        assertThat(client.svea(
                                "POST",
                                id + "/rows/updateOrderRows",
                                "{\"OrderRows\":[{\"RowId\":2,\"Row\":{\"Quantity\":50}}]}")
                        .status())
                .isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertThat(order.at("/OrderRows/0/UnitPrice").asLong()).isEqualTo(8_000);
        assertThat(order.at("/OrderRows/0/Name").asText()).isEqualTo("Stol");
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(21_000);
    }

    @Test
    void replaced_rows_are_all_there_is_and_must_not_cost_more_unless_so_set() {
        String id = open("Invoice");
        assertThat(client.svea("PUT", id + "/rows/replaceOrderRows", "{\"OrderRows\":[{" + ROW + "}]}")
                        .status())
                .isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderRows")).hasSize(1);
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(5_000);
        String dearer = "{\"OrderRows\":[{" + ROW.replace("5000", "50000") + "}]}";
        assertThat(client.svea("PUT", id + "/rows/replaceOrderRows", dearer).status())
                .isEqualTo(400);
        SERVER.switches().set(REPLACE_MAY_RAISE, true);
        assertThat(client.svea("PUT", id + "/rows/replaceOrderRows", dearer).status())
                .isEqualTo(204);
        assertThat(effects(id)).containsExactly("UPDATE replace-rows 5000", "UPDATE replace-rows 50000");
    }

    @Test
    void rows_of_a_partly_delivered_order_cannot_be_replaced() {
        String id = open("Invoice");
        deliver(id, "{\"OrderRowIds\":[1]}");
        assertThat(client.svea("PUT", id + "/rows/replaceOrderRows", "{\"OrderRows\":[{" + ROW + "}]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_card_order_takes_no_new_rows() {
        assertThat(client.svea("POST", open("Card") + "/rows", "{" + ROW + "}").status())
                .isEqualTo(400);
    }

    @Test
    void the_credit_check_can_deny_a_higher_total() {
        SERVER.switches().set(CREDIT_CHECK_APPROVES, false);
        String id = open("Invoice");
        assertThat(client.svea("POST", id + "/rows", "{" + ROW + "}").status()).isEqualTo(400);
        assertThat(client.svea("PATCH", id + "/rows/1", "{\"UnitPrice\":10001}").status())
                .isEqualTo(400);
        assertThat(client.svea("PATCH", id + "/rows/1", "{\"UnitPrice\":9999}").status())
                .isEqualTo(204);
    }

    @Test
    void a_name_of_more_than_40_characters_is_a_400_that_names_the_field() {
        String id = open("Invoice");
        Reply reply = client.svea("POST", id + "/rows", "{" + ROW.replace("Pall", "x".repeat(41)) + "}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/Errors/0/Field").asText()).isEqualTo("Name");
        assertThat(client.svea("POST", id + "/rows", "{" + ROW.replace("Pall", "å".repeat(40)) + "}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void names_are_bound_regardless_of_case_and_unknown_ones_are_ignored() {
        String id = open("Invoice");
        assertThat(client.svea("PATCH", id, "{\"iscancelled\":\"true\",\"Whatever\":1}")
                        .status())
                .isEqualTo(204);
    }

    // Access and errors

    @Test
    void a_wrong_signature_is_a_401_without_body() {
        String id = open("Invoice");
        HttpRequest signed = client.sveaRequest("PATCH", "/api/v1/orders/" + id, "{\"IsCancelled\":true}");
        HttpRequest other = HttpRequest.newBuilder(signed.uri())
                .header(
                        "Authorization",
                        signed.headers().firstValue("Authorization").orElseThrow())
                .header("Timestamp", signed.headers().firstValue("Timestamp").orElseThrow())
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{ \"IsCancelled\":true}"))
                .build();
        Reply reply = client.exchange(other);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).isEmpty();
        assertThat(effects(id)).isEmpty();
        assertThat(client.exchange(signed).status()).isEqualTo(204);
    }

    @Test
    void a_stale_timestamp_is_a_401_whatever_the_sandbox_clock_says() {
        String id = open("Invoice");
        SERVER.clock().advance(Duration.ofDays(2));
        assertThat(client.svea("GET", id, "").status()).isEqualTo(200);
        String uri = SERVER.address() + "/svea/api/v1/orders/" + id;
        HttpRequest stale = client.sveaRequest("GET", uri, "", "2026-01-15 10:00:00");
        assertThat(client.exchange(stale).status()).isEqualTo(401);
        SERVER.switches().set(CLOCK_SKEW_SECONDS, 1_000_000_000);
        assertThat(client.exchange(stale).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_order_is_a_404_and_a_trailing_slash_makes_no_difference() {
        assertThat(client.svea("GET", "1", "").status()).isEqualTo(404);
        assertThat(client.svea("GET", open("Invoice") + "/", "").status()).isEqualTo(200);
        assertThat(client.exchange(client.sveaRequest("GET", "/api/v1/nothing", ""))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_order_can_be_invisible_for_a_while() {
        SERVER.switches().set(VISIBLE_AFTER_MS, 60_000);
        String id = open("Invoice");
        assertThat(client.svea("GET", id, "").status()).isEqualTo(404);
        SERVER.clock().advance(Duration.ofMinutes(2));
        assertThat(client.svea("GET", id, "").status()).isEqualTo(200);
    }

    @Test
    void errors_come_in_six_shapes() {
        String id = open("Swish");
        assertThat(refused(id, 0).json().get("Message").asText()).isNotEmpty();
        Reply header = refused(id, 1);
        assertThat(header.body()).isEmpty();
        assertThat(header.header("ErrorMessage")).isNotEmpty();
        assertThat(refused(id, 2).body()).isEmpty();
        assertThat(refused(id, 3).body()).isEqualTo("null");
        assertThat(refused(id, 4).json().get("errorMessage").asText()).isNotEmpty();
        assertThat(refused(id, 5).body()).startsWith("\uFEFF{");
    }

    @Test
    void the_status_of_what_is_not_offered_can_be_chosen() {
        SERVER.switches().set(ILLEGAL_STATUS, 409);
        assertThat(client.svea("POST", open("Swish") + "/deliveries", EVERYTHING)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void an_order_can_be_extended_only_when_so_set() {
        String path = open("Invoice") + "/extendOrder/2026-12-01/";
        assertThat(client.svea("PATCH", path, "").status()).isEqualTo(404);
        SERVER.switches().set(SveaSwitch.EXTEND_ENABLED, true);
        assertThat(client.svea("PATCH", path, "").status()).isEqualTo(204);
    }

    @Test
    void the_settling_of_cards_and_the_credits_of_banks_take_as_long_as_set() {
        SERVER.switches().set(SETTLE_HOURS, 1);
        String id = open("Card");
        deliver(id, EVERYTHING);
        SERVER.clock().advance(Duration.ofMinutes(61));
        assertThat(client.sveaOrder(id).get("SystemStatus").asText()).isEqualTo("SUCCESS");
        SERVER.switches().set(BANK_CREDIT_MS, 0);
        String bank = open("DirectBank");
        String delivery = bank + "/deliveries/"
                + client.sveaOrder(bank).at("/Deliveries/0/Id").asText();
        client.svea("PATCH", delivery, "{\"CreditedAmount\":10}");
        assertThat(client.sveaOrder(bank).at("/Deliveries/0/CreditedAmount").asLong())
                .isEqualTo(10);
    }

    @Test
    void the_correlation_id_is_the_ledgers_key() {
        String id = open("Invoice");
        HttpRequest signed = client.sveaRequest("PATCH", "/api/v1/orders/" + id, "{\"IsCancelled\":true}");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(signed.uri().toString()))
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"IsCancelled\":true}"))
                .header("X-Svea-CorrelationId", "corr-1");
        List.of("Authorization", "Timestamp")
                .forEach(name ->
                        request.header(name, signed.headers().firstValue(name).orElseThrow()));
        client.exchange(request.build());
        assertThat(client.ledger("svea", id))
                .singleElement()
                .satisfies(entry -> assertThat(entry.cause().key()).isEqualTo("corr-1"));
    }

    private Reply refused(String id, long shape) {
        SERVER.switches().set(ERROR_SHAPE, shape);
        Reply reply = new SandboxClient(SERVER, false).svea("POST", id + "/deliveries", EVERYTHING);
        assertThat(reply.status()).isEqualTo(400);
        return reply;
    }

    private String open(String type) {
        return client.create(NewOrder.authorized("svea", SandboxClient.nextNumber(), 1)
                .paidBy(type)
                .withLines(new Line("A", "Stol", 2, 10_000, 2500), new Line("B", "Lampa", 1, 10_000, 2500)));
    }

    private void deliver(String id, String body) {
        SandboxClient.assertStatus(client.afterTask(client.svea("POST", id + "/deliveries", body)), 303);
    }

    private String deliveredCredits(String id) {
        deliver(id, EVERYTHING);
        return id + "/deliveries/" + client.sveaOrder(id).at("/Deliveries/0/Id").asText() + "/credits";
    }

    private List<String> effects(String id) {
        return client.ledger("svea", id).stream()
                .map(entry -> entry.effect() + " " + entry.operation() + " " + entry.amount())
                .toList();
    }
}
