package io.kvitt.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.OrderNumber;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Violation;
import io.kvitt.desk.References;
import io.kvitt.desk.References.Wanted;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
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
    private static final int MOST_REPORTED = 100;
    private static final Set<String> FIELDS =
            Set.of("orderNumber", "account", "providerOrderId", "currency", "replace");

    private final References desk;

    RestReferences(References desk) {
        this.desk = desk;
    }

    public void put(Exchange exchange) {
        Message request = exchange.getMessage();
        Wanted wanted =
                read(Requests.body(request, "application/json", LARGEST_BODY), Requests.orderNumberInPath(request));
        Violation inTheWay = desk.put(Requests.caller(request), List.of(wanted)).get(0);
        if (inTheWay != null) {
            throw new CommandRejected(inTheWay);
        }
        Replies.json(exchange, 200, wanted.reference());
    }

    public void get(Exchange exchange) {
        Message request = exchange.getMessage();
        Replies.json(
                exchange,
                200,
                desk.find(
                        Requests.caller(request),
                        Requests.orderNumberInPath(request),
                        Requests.value(request, "account")));
    }

    /** JSON lines: the good ones are stored, the bad ones are named by line. */
    public void putMany(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/x-ndjson", LARGEST_BULK);
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
        ReferenceLines read = new ReferenceLines();
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                continue;
            }
            try {
                read.add(i + 1, read(lines[i].getBytes(StandardCharsets.UTF_8), null));
            } catch (CommandRejected e) {
                read.reject(i + 1, e.violations());
            }
        }
        int stored = 0;
        for (List<ReferenceLines.Line> batch : read.batches()) {
            List<@Nullable Violation> inTheWay = desk.put(
                    Requests.caller(request),
                    batch.stream().map(ReferenceLines.Line::wanted).toList());
            for (int i = 0; i < batch.size(); i++) {
                Violation violation = inTheWay.get(i);
                if (violation == null) {
                    stored++;
                } else {
                    read.reject(batch.get(i).number(), List.of(violation));
                }
            }
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("stored", stored);
        summary.put("rejected", read.rejected().size());
        summary.put(
                "problems",
                read.rejected().entrySet().stream()
                        .limit(MOST_REPORTED)
                        .map(line -> Map.of("line", line.getKey(), "problem", Problem.of(line.getValue())))
                        .toList());
        Replies.json(exchange, 200, summary);
    }

    private Wanted read(byte[] json, @Nullable String pathNumber) {
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
        Boolean replace = fields.flag("replace");
        if (found.isEmpty()) {
            found.addAll(desk.check(reference));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return new Wanted(reference, Boolean.TRUE.equals(replace));
    }
}
