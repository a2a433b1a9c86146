package io.kvitt.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.OrderNumber;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Violation;
import io.kvitt.desk.References;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.security.Caller;
import io.kvitt.views.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/v1/order-references}. */
@Component("restReferences")
public class RestReferences {

    private static final int LARGEST_BODY = 16 * 1024;
    private static final int LARGEST_BULK = 32 * 1024 * 1024;
    private static final int BATCH = 1000;
    private static final int MOST_REPORTED = 100;
    private static final Set<String> FIELDS = Set.of("orderNumber", "account", "providerOrderId", "currency");

    private final References desk;

    RestReferences(References desk) {
        this.desk = desk;
    }

    public void put(Exchange exchange) {
        Message request = exchange.getMessage();
        OrderReference reference =
                read(Requests.body(request, "application/json", LARGEST_BODY), Requests.orderNumberInPath(request));
        desk.put(Requests.caller(request), List.of(reference));
        Replies.json(exchange, 200, reference);
    }

    public void get(Exchange exchange) {
        Message request = exchange.getMessage();
        Replies.json(exchange, 200, desk.find(Requests.caller(request), Requests.orderNumberInPath(request)));
    }

    /** JSON lines: the good ones are stored, the bad ones are named by line. */
    public void putMany(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/x-ndjson", LARGEST_BULK);
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
        Caller caller = Requests.caller(request);
        List<OrderReference> batch = new ArrayList<>();
        List<Map<String, Object>> rejected = new ArrayList<>();
        int stored = 0;
        int bad = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                continue;
            }
            try {
                batch.add(read(lines[i].getBytes(StandardCharsets.UTF_8), null));
            } catch (CommandRejected e) {
                bad++;
                if (rejected.size() < MOST_REPORTED) {
                    rejected.add(Map.of("line", i + 1, "problem", Problem.of(e.violations())));
                }
            }
            if (batch.size() == BATCH) {
                stored += store(batch, caller);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            stored += store(batch, caller);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("stored", stored);
        summary.put("rejected", bad);
        summary.put("problems", rejected);
        Replies.json(exchange, 200, summary);
    }

    /** All or, when one is outside the caller's accounts, none of the batch and of what follows it. */
    private int store(List<OrderReference> batch, Caller caller) {
        desk.put(caller, batch);
        return batch.size();
    }

    private OrderReference read(byte[] json, @Nullable String pathNumber) {
        JsonNode object = StrictJson.object(json);
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(object, "", FIELDS, found);
        String orderNumber = pathNumber == null ? fields.requiredText("orderNumber") : pathNumber;
        String named = fields.text("orderNumber");
        if (pathNumber != null && named != null && !OrderNumber.trimmed(named).equals(pathNumber)) {
            fields.invalid("orderNumber", "the order number of the path, or leave it out");
        }
        OrderReference reference = new OrderReference(
                orderNumber,
                fields.requiredText("account"),
                fields.requiredText("providerOrderId"),
                fields.requiredText("currency"));
        if (found.isEmpty()) {
            found.addAll(desk.check(reference));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return reference;
    }
}
