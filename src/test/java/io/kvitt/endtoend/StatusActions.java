package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kvitt.endtoend.Api.Reply;
import io.kvitt.sandbox.simulation.NewOrder;
import java.time.Duration;
import java.time.Instant;

/** Order-status actions as a merchant's system uses them. */
record StatusActions(Api api) {

    static final Duration BOUND = Duration.ofSeconds(20);

    /** Replaces the settings, whoever changed them last. */
    Reply set(String json) {
        String version = api.get("/order-status-actions")
                .http()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        return put(json, version);
    }

    Reply put(String json, String version) {
        return api.send("PUT", "/order-status-actions", json.replace('\'', '"'), "If-Match", version);
    }

    /** Settings with a status of its own in each group. */
    void setUsual(String creditByStatus) {
        Reply reply = set("""
                {'default':{'activate':{'statuses':['Levererad','Klar',40],
                    'onFailure':{'email':'orders@shop.example','status':'Betalningsfel'}},
                  'update':{'statuses':['Ändrad']},'reverse':{'statuses':['Makulerad','Retur']},
                  'ignore':['Mottagen']},
                 'creditByStatus':%s}""".formatted(creditByStatus));
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
    }

    /** Makes the order at the provider and its reference here, and returns the order number. */
    static Order order(Api api, NewOrder order, String account) {
        String number = Orders.number();
        String id = SANDBOX.create(order).id();
        assertThat(api.send(
                                "PUT",
                                "/order-references/" + number,
                                "{\"account\":\"" + account + "\",\"providerOrderId\":\"" + id
                                        + "\",\"currency\":\"SEK\"}")
                        .status())
                .isEqualTo(200);
        return new Order(number, id, account);
    }

    record Order(String number, String id, String account) {}

    Reply change(Order order, String status, Instant when, String more) {
        return send("{'orderNumber':'" + order.number() + "','status':'" + status + "','occurredAt':'" + when + "'"
                + more + "}");
    }

    Reply send(String json) {
        return api.send("POST", "/order-status-changes", json.replace('\'', '"'));
    }

    /** The end of the one command that the answer names. */
    Reply end(Reply changed) {
        assertThat(changed.text("code")).as("%s", changed.body()).isEqualTo("status-commanded");
        String href =
                changed.body().path("commands").get(0).path("href").asText().replace("/api/v1", "");
        await().atMost(BOUND).until(() -> api.get(href).body().has("endedAt"));
        return api.get(href);
    }
}
