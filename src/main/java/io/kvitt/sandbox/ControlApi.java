package io.kvitt.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.BulkOrder;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.LedgerSummary;
import io.kvitt.sandbox.simulation.NewOrder;
import io.kvitt.sandbox.simulation.OrderSummary;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests and demonstrations do to the sandbox from outside: JSON in, JSON out, unknown fields refused. */
final class ControlApi {

    private static final int LISTED = 100;

    private final Sandbox sandbox;
    private final LedgerView ledger;

    ControlApi(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.ledger = new LedgerView(sandbox.ledger());
    }

    /** @param advance an ISO 8601 duration such as {@code PT24H} */
    private record Advance(String advance) {}

    Answer answer(String method, RequestPath path, byte[] body) {
        try {
            Object result = route(method, path, body);
            return result == null ? problem(404, "No such control call") : Answer.json(200, Json.bytes(result));
        } catch (IllegalArgumentException | DateTimeException e) {
            return problem(400, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            return problem(400, e.getOriginalMessage());
        } catch (IOException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object route(String method, RequestPath path, byte[] body) throws IOException {
        List<String> segments = path.segments();
        if (segments.size() == 4
                && segments.get(0).equals("orders")
                && segments.get(3).equals("portal")) {
            return method.equals("POST")
                    ? sandbox.simulator(segments.get(1)).portal(segments.get(2), read(body, PortalEdit.class))
                    : null;
        }
        if (segments.size() == 2 && segments.get(0).equals("faults") && method.equals("DELETE")) {
            sandbox.faults().disarm(Integer.parseInt(segments.get(1)));
            return sandbox.faults().reports();
        }
        return switch (method + " " + String.join("/", segments)) {
            case "POST orders" -> sandbox.create(read(body, NewOrder.class));
            case "POST orders/bulk" -> createMany(read(body, BulkOrder.class));
            case "GET orders" -> orders(path.parameters());
            case "GET ledger" -> ledger.entries(path.parameters());
            case "GET ledger/summary" -> LedgerSummary.of(sandbox.ledger());
            case "GET clock" -> clock();
            case "POST clock" -> {
                sandbox.clock().advance(Duration.parse(read(body, Advance.class).advance()));
                yield clock();
            }
            case "GET switches" -> sandbox.switches().all();
            case "PUT switches" -> {
                sandbox.switches().setAll(Json.MAPPER.readValue(body, new TypeReference<Map<String, Object>>() {}));
                yield sandbox.switches().all();
            }
            case "GET requests" -> sandbox.counters().all();
            case "POST faults" -> sandbox.faults().arm(read(body, FaultRule.class));
            case "GET faults" -> sandbox.faults().reports();
            case "DELETE faults" -> {
                sandbox.faults().disarmAll();
                yield sandbox.faults().reports();
            }
            case "POST reset" -> {
                sandbox.reset();
                yield Map.of("orders", 0);
            }
            case "POST seeds" -> {
                sandbox.plantSeeds();
                yield Seeds.orderReferences(sandbox.providers());
            }
            default -> null;
        };
    }

    private Map<String, Object> createMany(BulkOrder bulk) {
        sandbox.createMany(bulk);
        int last = bulk.count() - 1;
        return Map.of(
                "created", bulk.count(),
                "firstNumber", bulk.orderNumber(0),
                "lastNumber", bulk.orderNumber(last),
                "firstId", bulk.idNumber(0),
                "lastId", bulk.idNumber(last));
    }

    private Map<String, Object> orders(Map<String, String> parameters) {
        int limit = LedgerView.number(parameters, "limit", LISTED);
        List<OrderSummary> listed = new ArrayList<>();
        long total = 0;
        for (Sandbox.Running running : sandbox.running().values()) {
            String provider = running.facts().provider();
            if (parameters.getOrDefault("provider", provider).equals(provider)) {
                total += running.simulator().size();
                listed.addAll(running.simulator().orders(Math.max(0, limit - listed.size())));
            }
        }
        return Map.of("total", total, "orders", listed);
    }

    private Map<String, String> clock() {
        return Map.of("now", sandbox.clock().instant().toString());
    }

    private static <T> T read(byte[] body, Class<T> type) throws IOException {
        T value = Json.MAPPER.readValue(body, type);
        if (value == null) {
            throw new IllegalArgumentException("Give a JSON object");
        }
        return value;
    }

    private static Answer problem(int status, String message) {
        return Answer.json(status, Json.bytes(Map.of("error", message)));
    }
}
