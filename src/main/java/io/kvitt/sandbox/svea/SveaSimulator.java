package io.kvitt.sandbox.svea;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Exchange;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Switches;
import io.kvitt.sandbox.simulation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Svea's Payment Admin. */
final class SveaSimulator implements Simulator {

    private final Map<Long, SveaOrder> orders = new ConcurrentHashMap<>();
    private final AtomicLong lastOrderId = new AtomicLong(7_000_000);
    /** Delivery ids do not fit into 32 bits. */
    private final AtomicLong lastId = new AtomicLong(500_000_000_000L);

    private final SandboxClock clock;
    private final Switches switches;
    private final SveaSignature signature;
    private final SveaReading reading;
    private final SveaQueue queue;
    private final SveaDesk desk;
    private final SveaPortal portal;

    SveaSimulator(Surroundings surroundings) {
        this.clock = surroundings.clock();
        this.switches = surroundings.switches();
        this.signature = new SveaSignature(SimulatedSvea.MERCHANT_ID, SimulatedSvea.SECRET);
        this.reading = new SveaReading(clock, switches);
        this.queue = new SveaQueue(switches, surroundings.timer());
        SveaBooks books = new SveaBooks(surroundings.ledger());
        Delivering delivering = new Delivering(reading, books);
        Cancelling cancelling = new Cancelling(reading, books);
        Crediting crediting = new Crediting(reading, books);
        this.desk = new SveaDesk(
                reading,
                new SveaOrderJson(reading),
                books,
                queue,
                lastId,
                delivering,
                cancelling,
                crediting,
                new RowEditing(reading, books));
        this.portal = new SveaPortal(reading, lastId, delivering, cancelling, crediting);
    }

    @Override
    public Target target(Call call) {
        SveaOperation operation = SveaOperation.of(call);
        String id = call.segments().size() > 3 ? call.segments().get(3) : "";
        String orderId = operation == SveaOperation.GET_TASK ? queue.orderOf(id) : id;
        return new Target(orderId, operation.wireName(), operation.isWrite());
    }

    /** The timestamp is compared with the real time, since the caller's clock is not the sandbox's. */
    @Override
    public Exchange open(Call call) {
        long skew = switches.value(SveaSwitch.CLOCK_SKEW_SECONDS) * 1000;
        if (!signature.isRight(call, System.currentTimeMillis(), skew)) {
            return () -> Answer.empty(401);
        }
        return () -> answer(call);
    }

    private Answer answer(Call call) {
        try {
            SveaOperation operation = SveaOperation.of(call);
            if (operation == SveaOperation.GET_TASK) {
                return queue.read(call);
            }
            if (operation == SveaOperation.UNKNOWN) {
                throw SveaRefusal.notFound("Path");
            }
            SveaOrder order = find(number(call.segments().get(3)));
            synchronized (order) {
                return desk.carryOut(operation, order, call, Cause.api(call.header("X-Svea-CorrelationId")));
            }
        } catch (SveaRefusal refusal) {
            return refusal.toAnswer(switches);
        }
    }

    private SveaOrder find(long id) {
        SveaOrder order = orders.get(id);
        if (order == null || clock.millis() < order.createdAt + switches.value(SveaSwitch.VISIBLE_AFTER_MS)) {
            throw SveaRefusal.notFound("Order");
        }
        return order;
    }

    static long number(String segment) {
        try {
            return Long.parseLong(segment);
        } catch (NumberFormatException e) {
            throw SveaRefusal.notFound("Path");
        }
    }

    @Override
    public OrderSummary create(NewOrder order) {
        SveaOrder made = factory(order).make(lastOrderId);
        if (orders.putIfAbsent(made.id, made) != null) {
            throw new IllegalArgumentException("Order " + made.id + " exists");
        }
        return summary(made);
    }

    @Override
    public void createMany(BulkOrder bulk) {
        factory(bulk.template()).makeMany(bulk, made -> orders.put(made.id, made));
    }

    private SveaOrderFactory factory(NewOrder order) {
        return new SveaOrderFactory(order, clock, switches.value(SveaSwitch.SETTLE_HOURS), lastId);
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
        try {
            SveaOrder order = orders.get(number(orderId));
            if (order == null) {
                throw new IllegalArgumentException("No order " + orderId);
            }
            synchronized (order) {
                portal.edit(order, edit);
            }
            return summary(order);
        } catch (SveaRefusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    @Override
    public void reset() {
        orders.clear();
        queue.clear();
    }

    private OrderSummary summary(SveaOrder order) {
        synchronized (order) {
            return new OrderSummary(
                    "svea",
                    order.key,
                    order.merchantOrderId,
                    order.status.wireName() + " " + order.type.wireName(),
                    order.amount,
                    order.currency);
        }
    }
}
