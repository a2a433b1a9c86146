package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.NewOrder.Line;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.svea.SveaSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an order shows and offers, per payment type and state. */
class SveaActionsTest {

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private static final String[] OPEN_INVOICE = {
        "CanDeliverOrder",
        "CanDeliverPartially",
        "CanCancelOrder",
        "CanCancelOrderRow",
        "CanAddOrderRow",
        "CanUpdateOrderRow"
    };
    private static final String[] UNSETTLED = {"CanCancelOrder", "CanCancelAmount"};
    private final SandboxClient client = new SandboxClient(SERVER);

    @BeforeEach
    void makeTasksQuick() {
        SERVER.switches().set(SveaSwitch.TASK_MS, 0);
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

    @ParameterizedTest
    @ValueSource(strings = {"Invoice", "AccountCredit"})
    void an_open_invoice_offers_everything_also_in_parts(String type) {
        JsonNode order = client.sveaOrder(open(type));
        assertShown(order, "Open", "Active");
        assertThat(texts(order.get("Actions"))).containsExactly(OPEN_INVOICE);
        assertThat(texts(order.at("/OrderRows/0/Actions")))
                .containsExactly("CanDeliverRow", "CanCancelRow", "CanUpdateRow");
        assertThat(order.get("OrderRows")).hasSize(2);
        assertThat(order.get("Deliveries").isArray()).isTrue();
        assertThat(order.get("Deliveries")).isEmpty();
        assertThat(order.get("PaymentType").asText()).isEqualTo(type);
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(30_000);
        assertThat(order.at("/OrderRows/0/Quantity").asLong()).isEqualTo(200);
    }

    @Test
    void an_open_payment_plan_is_not_delivered_in_parts_and_has_no_list_of_deliveries() {
        JsonNode order = client.sveaOrder(open("PaymentPlan"));
        assertThat(texts(order.get("Actions")))
                .containsExactly(
                        "CanDeliverOrder",
                        "CanCancelOrder",
                        "CanCancelOrderRow",
                        "CanAddOrderRow",
                        "CanUpdateOrderRow");
        assertThat(texts(order.at("/OrderRows/0/Actions"))).containsExactly("CanCancelRow", "CanUpdateRow");
        assertThat(order.get("Deliveries").isNull()).isTrue();
    }

    @Test
    void a_partly_delivered_invoice_is_still_open_and_offers_the_same() {
        String id = open("Invoice");
        deliver(id, "{\"OrderRowIds\":[1]}");
        JsonNode order = client.sveaOrder(id);
        assertShown(order, "Open", "Active");
        assertThat(texts(order.get("Actions"))).containsExactly(OPEN_INVOICE);
        assertThat(order.get("OrderRows")).hasSize(1);
        assertThat(texts(order.at("/Deliveries/0/Actions"))).containsExactly("CanCreditNewRow", "CanCreditOrderRows");
        assertThat(texts(order.at("/Deliveries/0/OrderRows/0/Actions"))).containsExactly("CanCreditRow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invoice", "AccountCredit", "PaymentPlan"})
    void a_delivered_invoice_offers_credits_on_its_delivery_only(String type) {
        String id = open(type);
        deliver(id, "{\"OrderRowIds\":[]}");
        JsonNode order = client.sveaOrder(id);
        assertShown(order, "Delivered", "Closed");
        assertThat(order.get("Actions")).isEmpty();
        assertThat(order.get("OrderRows").isArray()).isTrue();
        assertThat(order.get("OrderRows")).isEmpty();
        assertThat(order.get("Deliveries")).hasSize(1);
        JsonNode delivery = order.at("/Deliveries/0");
        assertThat(delivery.get("Status").textValue()).isEqualTo(type.equals("Invoice") ? "Sent" : null);
        assertThat(delivery.get("DeliveryAmount").asLong()).isEqualTo(30_000);
        assertThat(delivery.get("Id").asLong()).isGreaterThan(1L << 32);
        assertThat(texts(delivery.get("Actions"))).containsExactly("CanCreditNewRow", "CanCreditOrderRows");
    }

    @ParameterizedTest
    @CsvSource({"Invoice, Delivered", "AccountCredit, Cancelled", "PaymentPlan, Cancelled"})
    void a_wholly_credited_order_offers_nothing(String type, String status) {
        String id = open(type);
        deliver(id, "{\"OrderRowIds\":[]}");
        String delivery = client.sveaOrder(id).at("/Deliveries/0/Id").asText();
        client.afterTask(client.svea("POST", id + "/deliveries/" + delivery + "/credits", "{\"OrderRowIds\":[1]}"));
        assertThat(texts(client.sveaOrder(id).at("/Deliveries/0/Actions")))
                .containsExactly("CanCreditNewRow", "CanCreditOrderRows");
        client.afterTask(client.svea("POST", id + "/deliveries/" + delivery + "/credits", "{\"OrderRowIds\":[2]}"));
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderStatus").asText()).isEqualTo(status);
        assertThat(order.get("Actions")).isEmpty();
        assertThat(order.at("/Deliveries/0/CreditedAmount").asLong()).isEqualTo(30_000);
        assertThat(order.at("/Deliveries/0/DeliveryAmount").asLong()).isEqualTo(30_000);
        assertThat(order.at("/Deliveries/0/Actions")).isEmpty();
        assertThat(order.at("/Deliveries/0/OrderRows/0/Actions")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invoice", "AccountCredit", "PaymentPlan"})
    void a_cancelled_invoice_keeps_its_rows_marked_as_cancelled(String type) {
        String id = open(type);
        assertThat(client.svea("PATCH", id, "{\"IsCancelled\":true}").status()).isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertShown(order, "Cancelled", "Closed");
        assertThat(order.get("Actions")).isEmpty();
        assertThat(order.get("OrderRows")).hasSize(2);
        assertThat(order.at("/OrderRows/0/IsCancelled").asBoolean()).isTrue();
        assertThat(order.at("/OrderRows/0/Actions")).isEmpty();
        assertThat(order.get("CancelledAmount").asLong()).isEqualTo(30_000);
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(30_000);
        assertThat(order.get("Deliveries").isNull()).isEqualTo(type.equals("PaymentPlan"));
    }

    @Test
    void a_cancelled_row_stays_and_the_order_offers_the_same() {
        String id = open("Invoice");
        assertThat(client.svea("PATCH", id + "/rows/1", "{\"IsCancelled\":true}")
                        .status())
                .isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertThat(texts(order.get("Actions"))).containsExactly(OPEN_INVOICE);
        assertThat(order.get("OrderRows")).hasSize(2);
        assertThat(order.at("/OrderRows/0/IsCancelled").asBoolean()).isTrue();
        assertThat(order.at("/OrderRows/0/Actions")).isEmpty();
        assertThat(order.at("/OrderRows/1/Actions")).isNotEmpty();
        assertThat(order.get("CancelledAmount").asLong()).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Card", "Vipps", "MobilePay"})
    void an_authorized_card_offers_delivery_and_cancelling_by_amount(String type) {
        JsonNode order = client.sveaOrder(open(type));
        assertShown(order, "Open", "AUTHORIZED");
        assertThat(texts(order.get("Actions"))).containsExactly("CanDeliverOrder", "CanCancelOrder", "CanCancelAmount");
        assertThat(order.at("/OrderRows/0/Actions")).isEmpty();
        assertThat(order.get("Deliveries").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Card", "Vipps"})
    void a_delivered_card_is_taken_back_by_cancelling_until_it_is_settled_and_by_crediting_after(String type) {
        String id = open(type);
        deliver(id, "{\"OrderRowIds\":[1],\"RowDeliveryOptions\":[{\"OrderRowId\":1,\"Quantity\":100}]}");
        JsonNode order = client.sveaOrder(id);
        assertShown(order, "Delivered", "CONFIRMED");
        assertThat(texts(order.get("Actions"))).containsExactly(UNSETTLED);
        assertThat(order.get("OrderRows").isNull()).isTrue();
        assertThat(order.get("Deliveries")).hasSize(1);
        assertThat(order.at("/Deliveries/0/DeliveryAmount").asLong()).isEqualTo(30_000);
        assertThat(order.at("/Deliveries/0/Actions")).isEmpty();
        assertThat(order.at("/Deliveries/0/Status").isNull()).isTrue();

        SERVER.clock().advance(Duration.ofHours(23));
        assertThat(texts(client.sveaOrder(id).get("Actions"))).containsExactly(UNSETTLED);
        SERVER.clock().advance(Duration.ofHours(2));
        order = client.sveaOrder(id);
        assertShown(order, "Delivered", "SUCCESS");
        assertThat(order.get("Actions")).isEmpty();
        assertThat(texts(order.at("/Deliveries/0/Actions"))).containsExactly("CanCreditAmount");
        assertThat(client.svea("PATCH", id, "{\"CancelledAmount\":100}").status())
                .isEqualTo(400);
    }

    @Test
    void cancelling_part_of_a_delivered_card_lowers_its_delivery() {
        String id = open("Card");
        deliver(id, "{\"OrderRowIds\":[]}");
        assertThat(client.svea("PATCH", id, "{\"CancelledAmount\":10000}").status())
                .isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderStatus").asText()).isEqualTo("Delivered");
        assertThat(texts(order.get("Actions"))).containsExactly(UNSETTLED);
        assertThat(order.at("/Deliveries/0/DeliveryAmount").asLong()).isEqualTo(20_000);
        assertThat(order.at("/Deliveries/0/CreditedAmount").asLong()).isZero();
        assertThat(order.get("OrderRows").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"IsCancelled\":true}", "{\"CancelledAmount\":30000}"})
    void cancelling_all_of_a_delivered_card_brings_the_rows_back(String body) {
        String id = open("Card");
        deliver(id, "{\"OrderRowIds\":[]}");
        assertThat(client.svea("PATCH", id, body).status()).isEqualTo(204);
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderStatus").asText()).isEqualTo("Cancelled");
        assertThat(order.get("Actions")).isEmpty();
        assertThat(order.get("OrderRows")).hasSize(2);
        assertThat(order.at("/OrderRows/0/IsCancelled").asBoolean(true)).isFalse();
        assertThat(order.at("/OrderRows/0/Actions")).isEmpty();
        assertThat(order.get("Deliveries").isNull()).isTrue();
        assertThat(client.ledger("svea", id))
                .extracting(entry -> entry.effect() + " " + entry.amount())
                .containsExactly("ACTIVATE 30000", "CREDIT 30000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Swish", "DirectBank"})
    void a_direct_payment_is_delivered_from_the_start(String type) {
        String id = open(type);
        JsonNode order = client.sveaOrder(id);
        assertShown(order, "Delivered", "SUCCESS");
        assertThat(order.get("Actions")).isEmpty();
        assertThat(order.get("OrderRows").isNull()).isTrue();
        assertThat(order.get("Deliveries")).hasSize(1);
        assertThat(order.at("/Deliveries/0/Status").isNull()).isTrue();
        assertThat(texts(order.at("/Deliveries/0/Actions"))).containsExactly("CanCreditAmount");
        assertThat(client.svea("POST", id + "/deliveries", "{\"OrderRowIds\":[]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_partly_credited_swish_payment_can_be_credited_further() {
        String id = open("Swish");
        creditAmount(id, 10_000);
        JsonNode delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("CreditedAmount").asLong()).isEqualTo(10_000);
        assertThat(texts(delivery.get("Actions"))).containsExactly("CanCreditAmount");
        creditAmount(id, 30_000);
        delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("Actions")).isEmpty();
        assertThat(delivery.at("/Credits/1/Amount").asLong()).isEqualTo(-20_000);
    }

    @Test
    void a_credited_bank_payment_shows_the_credit_later() {
        String id = open("Trustly");
        creditAmount(id, 10_000);
        JsonNode delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("CreditedAmount").asLong()).isZero();
        assertThat(delivery.get("Actions")).isEmpty();
        SERVER.clock().advance(Duration.ofMinutes(2));
        delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("CreditedAmount").asLong()).isEqualTo(10_000);
        assertThat(texts(delivery.get("Actions"))).containsExactly("CanCreditAmount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invoice", "Card"})
    void an_order_under_review_offers_no_delivery_until_it_is_released(String type) {
        String id = client.create(
                NewOrder.authorized("svea", "1", 30_000).paidBy(type).withState("pending"));
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("SystemStatus").asText()).isEqualTo("Pending");
        assertThat(texts(order.get("Actions"))).doesNotContain("CanDeliverOrder", "CanDeliverPartially");
        assertThat(client.svea("POST", id + "/deliveries", "{\"OrderRowIds\":[]}")
                        .status())
                .isEqualTo(400);
        SERVER.portal("svea", id, new Simulator.PortalEdit("release", null));
        assertThat(texts(client.sveaOrder(id).get("Actions"))).contains("CanDeliverOrder");
    }

    @Test
    void an_unpaid_order_has_no_payment_type_and_offers_nothing() {
        JsonNode order = client.sveaOrder(
                client.create(NewOrder.authorized("svea", "1", 30_000).withState("processing")));
        assertThat(order.get("OrderStatus").asText()).isEqualTo("Processing");
        assertThat(order.get("PaymentType").isNull()).isTrue();
        assertThat(order.get("Actions")).isEmpty();
    }

    @Test
    void an_order_can_be_made_with_several_deliveries() {
        JsonNode order = client.sveaOrder(client.create(NewOrder.authorized("svea", "1", 1)
                .withLines(new Line("A", "Stol", 1, 10_000, 2500), new Line("B", "Bord", 1, 20_000, 2500))
                .withState("delivered")
                .activated(30_000, 2)));
        assertThat(order.get("Deliveries")).hasSize(2);
        assertThat(order.at("/Deliveries/1/DeliveryAmount").asLong()).isEqualTo(20_000);
    }

    private String open(String type) {
        return client.create(NewOrder.authorized("svea", SandboxClient.nextNumber(), 1)
                .paidBy(type)
                .withLines(new Line("A", "Stol", 2, 10_000, 2500), new Line("B", "Lampa", 1, 10_000, 2500)));
    }

    private void deliver(String id, String body) {
        SandboxClient.assertStatus(client.afterTask(client.svea("POST", id + "/deliveries", body)), 303);
    }

    private void creditAmount(String id, long total) {
        String delivery = client.sveaOrder(id).at("/Deliveries/0/Id").asText();
        Reply reply = client.svea("PATCH", id + "/deliveries/" + delivery, "{\"CreditedAmount\":" + total + "}");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Location")).isEmpty();
    }

    private static void assertShown(JsonNode order, String status, String systemStatus) {
        assertThat(order.get("OrderStatus").asText()).isEqualTo(status);
        assertThat(order.get("SystemStatus").asText()).isEqualTo(systemStatus);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
