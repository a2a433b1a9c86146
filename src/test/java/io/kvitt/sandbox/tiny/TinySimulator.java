package io.kvitt.sandbox.tiny;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Exchange;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.MoneyEffect;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Orders that can be read, and taken by {@code POST /{id}}. */
record TinySimulator(Surroundings surroundings, Map<String, NewOrder> orders) implements Simulator {

    TinySimulator(Surroundings surroundings) {
        this(surroundings, new ConcurrentHashMap<>());
    }

    @Override
    public Target target(Call call) {
        boolean write = call.method().equals("POST");
        return new Target(call.segments().get(0), write ? "take" : "read", write);
    }

    @Override
    public Exchange open(Call call) {
        return () -> answer(call);
    }

    private Answer answer(Call call) {
        String id = call.segments().get(0);
        NewOrder order = orders.get(id);
        if (order == null) {
            return Answer.empty(404);
        }
        if (call.method().equals("GET")) {
            return Answer.json(200, Json.bytes(Map.of("taken", taken(id), "total", order.total())));
        }
        if (taken(id) && surroundings.switches().on(Tiny.Switches.TAKES_ONCE)) {
            return Answer.empty(409);
        }
        surroundings.ledger().append("tiny", id, MoneyEffect.ACTIVATE, "take", order.total(), "SEK", Cause.api(null));
        return Answer.empty(204);
    }

    private boolean taken(String id) {
        return !surroundings.ledger().of("tiny", id).isEmpty();
    }

    @Override
    public OrderSummary create(NewOrder order) {
        orders.put(String.valueOf(order.id()), order);
        return summary(order);
    }

    @Override
    public void createMany(BulkOrder bulk) {
        for (int i = 0; i < bulk.count(); i++) {
            create(bulk.template().withId("t" + bulk.idNumber(i)));
        }
    }

    @Override
    public List<OrderSummary> orders(int limit) {
        return orders.values().stream().limit(limit).map(this::summary).toList();
    }

    @Override
    public int size() {
        return orders.size();
    }

    @Override
    public OrderSummary portal(String orderId, PortalEdit edit) {
        throw new IllegalArgumentException("It has no portal");
    }

    @Override
    public void reset() {
        orders.clear();
    }

    private OrderSummary summary(NewOrder order) {
        String id = String.valueOf(order.id());
        return new OrderSummary(
                "tiny",
                id,
                order.orderNumber(),
                taken(id) ? "TAKEN" : "OPEN",
                order.total(),
                order.currencyOrDefault());
    }
}
