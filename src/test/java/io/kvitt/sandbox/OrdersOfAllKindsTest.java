package io.kvitt.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.sandbox.SandboxClient.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.NewOrder.Line;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as shops have them: discounts, freight, gift cards, goods without VAT, companies, and what is noted on them. */
class OrdersOfAllKindsTest {

    /** 2 × 100.00 − 10.00, freight 49.00, book without VAT 30.00, gift card −50.00: 219.00. */
    private static final Line[] BASKET = {
        new Line("A", "Stol", 2, 10_000, 2500).withDiscount(1_000),
        new Line("F", "Frakt", 1, 4_900, 2500).as("shipping_fee"),
        new Line("B", "Momsfritt", 1, 3_000, 0),
        new Line("G", "Presentkort", 1, -5_000, 0).as("gift_card")
    };

    private static final long TOTAL = 21_900;

    private static final SandboxServer SERVER = SandboxServer.start(0);
    private final SandboxClient client = new SandboxClient(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"klarna", "kustom"})
    void a_mixed_basket_is_kept_and_its_own_lines_can_be_captured_and_refunded(String provider) {
        String id = client.create(basket(provider));
        JsonNode order = read(provider, id);
        assertThat(order.get("order_amount").asLong()).isEqualTo(TOTAL);
        assertThat(order.get("order_lines").findValuesAsText("type"))
                .containsExactly("physical", "shipping_fee", "physical", "gift_card");
        assertThat(order.at("/order_lines/0/total_discount_amount").asLong()).isEqualTo(1_000);
        assertThat(order.at("/order_lines/0/total_tax_amount").asLong()).isEqualTo(3_800);
        String lines = ",\"order_lines\":" + order.get("order_lines") + "}";
        write(provider, "PATCH", id + "/authorization", "{\"order_amount\":" + TOTAL + lines, 204);
        write(provider, "POST", id + "/captures", "{\"captured_amount\":" + TOTAL + lines, 201);
        write(provider, "POST", id + "/refunds", "{\"refunded_amount\":" + TOTAL + lines, 201);
        assertThat(client.ledger(provider, id)).hasSize(3);
    }

    @Test
    void a_mixed_basket_can_be_delivered_and_credited_at_svea() {
        String id = client.create(basket("svea").paidBy("Invoice"));
        JsonNode order = client.sveaOrder(id);
        assertThat(order.get("OrderAmount").asLong()).isEqualTo(TOTAL);
        assertThat(order.at("/OrderRows/0/DiscountAmount").asLong()).isEqualTo(1_000);
        assertThat(order.at("/OrderRows/1/RowType").asText()).isEqualTo("ShippingFee");
        assertThat(order.at("/OrderRows/2/VatPercent").asLong()).isZero();
        assertThat(order.at("/OrderRows/3/UnitPrice").asLong()).isEqualTo(-5_000);
        client.afterTask(client.svea("POST", id + "/deliveries", "{\"OrderRowIds\":[]}"));
        JsonNode delivery = client.sveaOrder(id).at("/Deliveries/0");
        assertThat(delivery.get("DeliveryAmount").asLong()).isEqualTo(TOTAL);
        client.afterTask(client.svea(
                "POST", id + "/deliveries/" + delivery.get("Id") + "/credits", "{\"OrderRowIds\":[1,2,3,4]}"));
        assertThat(client.sveaOrder(id).at("/Deliveries/0/CreditedAmount").asLong())
                .isEqualTo(TOTAL);
    }

    @Test
    void a_company_buys_on_an_invoice_of_its_own_kind() {
        JsonNode order = client.klarnaOrder(client.create(basket("klarna").byACompany()));
        assertThat(order.at("/customer/type").asText()).isEqualTo("organization");
        assertThat(order.at("/billing_address/organization_name").asText()).isNotEmpty();
        assertThat(order.at("/initial_payment_method/type").asText()).isEqualTo("INVOICE_BUSINESS");
        assertThat(client.sveaOrder(client.create(basket("svea").byACompany()))
                        .get("IsCompany")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void the_control_api_makes_such_orders_too() {
        Reply made = client.control("POST", "orders", """
                {"provider":"klarna","business":true,"lines":[
                  {"reference":"A","name":"Stol","quantity":2,"unitPrice":10000,"taxRate":2500,"discount":1000},
                  {"reference":"F","name":"Frakt","quantity":1,"unitPrice":4900,"taxRate":2500,"type":"shipping_fee"}]}""");
        assertThat(made.json().get("amount").asLong()).isEqualTo(23_900);
    }

    @Test
    void shipping_info_is_kept_where_it_was_sent_and_only_grows() {
        String id = client.create(basket("klarna"));
        write("klarna", "POST", id + "/shipping-info", shipment("T1"), 204);
        write("klarna", "POST", id + "/shipping-info", shipment("T2"), 204);
        String captured = "{\"captured_amount\":100," + shipment("T3").substring(1);
        write("klarna", "POST", id + "/captures", captured, 201);
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.get("shipping_info").findValuesAsText("tracking_number"))
                .containsExactly("T1", "T2");
        String capture = order.at("/captures/0/capture_id").asText();
        write("klarna", "POST", id + "/captures/" + capture + "/shipping-info", shipment("T4"), 204);
        assertThat(client.klarnaOrder(id).at("/captures/0/shipping_info").findValuesAsText("tracking_number"))
                .containsExactly("T3", "T4");
    }

    @Test
    void a_changed_shipping_address_is_kept_for_the_order_and_for_later_captures() {
        String id = client.create(basket("klarna"));
        write("klarna", "POST", id + "/captures", "{\"captured_amount\":100}", 201);
        String change = "{\"shipping_address\":{\"street_address\":\"Torget 2\",\"email\":\"\"}}";
        write("klarna", "PATCH", id + "/customer-details", change, 204);
        write("klarna", "POST", id + "/captures", "{\"captured_amount\":200}", 201);
        JsonNode order = client.klarnaOrder(id);
        assertThat(order.at("/shipping_address/street_address").asText()).isEqualTo("Torget 2");
        assertThat(order.at("/shipping_address/email").asText()).isEmpty();
        assertThat(order.at("/shipping_address/city").asText()).isEqualTo("Stan");
        assertThat(order.at("/billing_address/street_address").asText()).isEqualTo("Gatan 1");
        assertThat(order.findValues("captures").get(0).findValues("shipping_address"))
                .extracting(address -> address.get("street_address").asText())
                .containsExactly("Gatan 1", "Torget 2");
    }

    @Test
    void a_number_for_a_text_and_what_is_not_known_are_taken_as_they_were_in_recordings() {
        String id = client.create(basket("klarna"));
        write("klarna", "POST", id + "/captures", "{\"captured_amount\":100,\"reference\":77,\"colour\":\"red\"}", 201);
        assertThat(client.klarnaOrder(id).at("/captures/0/reference").asText()).isEqualTo("77");
    }

    private JsonNode read(String provider, String id) {
        return provider.equals("klarna")
                ? client.klarnaOrder(id)
                : client.kustom("GET", id, "").json();
    }

    private void write(String provider, String method, String path, String body, int expected) {
        Reply reply = provider.equals("klarna") ? client.klarna(method, path, body) : client.kustom(method, path, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(expected);
    }

    private static NewOrder basket(String provider) {
        return NewOrder.of(provider, SandboxClient.nextNumber()).withLines(BASKET);
    }

    private static String shipment(String number) {
        return "{\"shipping_info\":[{\"shipping_company\":\"PostNord\",\"tracking_number\":\"" + number + "\"}]}";
    }
}
