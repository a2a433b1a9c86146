package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Call;
import io.kvitt.sandbox.simulation.Cause;
import io.kvitt.sandbox.simulation.Exchange;
import io.kvitt.sandbox.simulation.Ids;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.SandboxClock;
import io.kvitt.sandbox.simulation.Simulator;
import io.kvitt.sandbox.simulation.Surroundings;
import io.kvitt.sandbox.simulation.Switches;
import io.kvitt.sandbox.simulation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Klarna's or Kustom's order management. */
final class KlarnaSimulator implements Simulator {

    /** Of any version: ids have been seen that are none of the known ones. */
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Map<String, KlarnaOrder> orders = new ConcurrentHashMap<>();
    private final KlarnaFlavour flavour;
    private final SandboxClock clock;
    private final Switches switches;
    private final Credentials credentials;
    private final IdempotencyKeys keys;
    private final RateLimit rateLimit;
    private final KlarnaReading reading;
    private final KlarnaDesk desk;
    private final KlarnaPortal portal;

    KlarnaSimulator(KlarnaFlavour flavour, Surroundings surroundings) {
        this.flavour = flavour;
        this.clock = surroundings.clock();
        this.switches = surroundings.switches();
        this.credentials = flavour.credentials();
        this.keys = new IdempotencyKeys(clock, switches);
        this.rateLimit = new RateLimit(switches);
        this.reading = new KlarnaReading(flavour, clock, switches);
        KlarnaBooks books = new KlarnaBooks(flavour, surroundings.ledger());
        Capturing capturing = new Capturing(reading, books);
        Refunding refunding = new Refunding(reading, books);
        Authorizing authorizing = new Authorizing(reading, books);
        this.desk = new KlarnaDesk(reading, books, new KlarnaOrderJson(reading), capturing, refunding, authorizing);
        this.portal = new KlarnaPortal(reading, capturing, refunding, authorizing);
    }

    @Override
    public Target target(Call call) {
        KlarnaOperation operation = KlarnaOperation.of(call);
        return new Target(KlarnaOperation.orderId(call), operation.wireName(), operation.isWrite());
    }

    @Override
    public Exchange open(Call call) {
        if (!credentials.areShownBy(call.header("Authorization"))) {
            return () -> flavour.error(401);
        }
        long remaining = rateLimit.take();
        if (remaining < 0) {
            return () -> rateLimit.told(flavour.error(429), remaining);
        }
        KlarnaOperation operation = KlarnaOperation.of(call);
        String key = operation.isWrite() ? call.header("Klarna-Idempotency-Key") : null;
        UnaryOperator<Answer> dressed = answer -> rateLimit.told(dress(answer, operation), remaining);
        if (key == null) {
            return () -> dressed.apply(answer(operation, call, null));
        }
        String where = KlarnaOperation.orderId(call) + operation.wireName();
        Exchange once = keys.open(where, key, Arrays.hashCode(call.body()), () -> answer(operation, call, key));
        return new Exchange() {
            @Override
            public Answer perform() {
                return dressed.apply(once.perform());
            }

            @Override
            public void ended() {
                once.ended();
            }
        };
    }

    private Answer answer(KlarnaOperation operation, Call call, @Nullable String key) {
        try {
            if (operation == KlarnaOperation.WRONG_METHOD) {
                return KlarnaRefusal.error(405, "HTTP_ERROR", "");
            }
            if (flavour == KlarnaFlavour.KUSTOM && operation.isRemovedAtKustom()) {
                return KlarnaRefusal.error(404, "RESOURCE_NOT_FOUND", "Resource not found");
            }
            if (call.body().length > 0 && !isJson(call.header("Content-Type"))) {
                return KlarnaRefusal.error(415, "UNSUPPORTED_MEDIA_TYPE");
            }
            if (operation == KlarnaOperation.UNKNOWN) {
                return KlarnaRefusal.error(404, "NOT_FOUND", "Not found");
            }
            KlarnaOrder order = find(KlarnaOperation.orderId(call));
            synchronized (order) {
                return desk.carryOut(operation, order, call, Cause.api(key));
            }
        } catch (KlarnaRefusal refusal) {
            return refusal.toAnswer();
        }
    }

    /** Whether a body that says nothing of itself is taken is not known; it is. */
    private static boolean isJson(@Nullable String contentType) {
        return contentType == null || contentType.regionMatches(true, 0, "application/json", 0, 16);
    }

    private KlarnaOrder find(String id) {
        KlarnaOrder order = orders.get(id);
        if (order == null && !UUID.matcher(id).matches()) {
            int status = (int) switches.value(KlarnaSwitch.INVALID_ID_STATUS);
            throw new KlarnaRefusal(status, "INVALID_ORDER_ID", "Order ID must be a valid UUID.");
        }
        if (order == null || clock.millis() < order.createdAt + switches.value(KlarnaSwitch.VISIBLE_AFTER_MS)) {
            throw new KlarnaRefusal(404, "NO_SUCH_ORDER", "Order " + id + " cannot be found");
        }
        return order;
    }

    private static Answer dress(Answer answer, KlarnaOperation operation) {
        Answer dressed = answer.headers().containsKey(KlarnaRefusal.CORRELATION)
                ? answer
                : answer.with(KlarnaRefusal.CORRELATION, Ids.random());
        dressed = dressed.with("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        return operation.isWrite() ? dressed.with("Transaction-Id", Ids.random()) : dressed;
    }

    @Override
    public OrderSummary create(NewOrder order) {
        KlarnaOrder made = factory(order).make();
        if (orders.putIfAbsent(made.id, made) != null) {
            throw new IllegalArgumentException("Order " + made.id + " exists");
        }
        return summary(made);
    }

    @Override
    public void createMany(BulkOrder bulk) {
        factory(bulk.template()).makeMany(bulk, made -> orders.put(made.id, made));
    }

    private KlarnaOrderFactory factory(NewOrder order) {
        return new KlarnaOrderFactory(order, clock, switches.value(KlarnaSwitch.AUTHORIZATION_DAYS));
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
        KlarnaOrder order = orders.get(orderId);
        if (order == null) {
            throw new IllegalArgumentException("No order " + orderId);
        }
        synchronized (order) {
            try {
                portal.edit(order, edit);
            } catch (KlarnaRefusal refusal) {
                throw new IllegalArgumentException(refusal.getMessage(), refusal);
            }
        }
        return summary(order);
    }

    @Override
    public void reset() {
        orders.clear();
        keys.clear();
    }

    private OrderSummary summary(KlarnaOrder order) {
        synchronized (order) {
            return new OrderSummary(
                    flavour.provider(),
                    order.id,
                    order.reference1,
                    reading.status(order).name(),
                    order.amount,
                    order.currency);
        }
    }
}
