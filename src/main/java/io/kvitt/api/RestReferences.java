package io.kvitt.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.CommandRules;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Violation;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
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

    private final ReferenceTable references;
    private final Accounts accounts;

    RestReferences(ReferenceTable references, Accounts accounts) {
        this.references = references;
        this.accounts = accounts;
    }

    public void put(Exchange exchange) {
        String orderNumber = Requests.value(exchange.getMessage(), "orderNumber");
        OrderReference reference =
                read(Requests.body(exchange.getMessage(), "application/json", LARGEST_BODY), orderNumber);
        if (!references
                .put(List.of(reference), Requests.scope(exchange.getMessage()))
                .isEmpty()) {
            throw notAllowed();
        }
        Replies.json(exchange, 200, reference);
    }

    public void get(Exchange exchange) {
        String orderNumber = String.valueOf(Requests.value(exchange.getMessage(), "orderNumber"));
        OrderReference reference = references.find(List.of(orderNumber)).get(orderNumber);
        if (reference != null && Requests.scope(exchange.getMessage()).allows(reference.account())) {
            Replies.json(exchange, 200, reference);
        } else {
            Replies.problem(
                    exchange,
                    Problem.of(
                            404,
                            "reference-not-found",
                            "Orderreferensen finns inte.",
                            "There is no such order reference.",
                            "orderNumber: not known here"));
        }
    }

    /** JSON lines: the good ones are stored, the bad ones are named by line. */
    public void putMany(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/x-ndjson", LARGEST_BULK);
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
        AccountScope scope = Requests.scope(request);
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
                stored += store(batch, scope);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            stored += store(batch, scope);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("stored", stored);
        summary.put("rejected", bad);
        summary.put("problems", rejected);
        Replies.json(exchange, 200, summary);
    }

    /** All or, when one is outside the caller's accounts, none of the batch and of what follows it. */
    private int store(List<OrderReference> batch, AccountScope scope) {
        if (!references.put(batch, scope).isEmpty()) {
            throw notAllowed();
        }
        return batch.size();
    }

    private static CommandRejected notAllowed() {
        return Requests.reject(
                Code.ACCOUNT_NOT_ALLOWED,
                "account",
                "an account that you may use, for an order that is not on another");
    }

    private OrderReference read(byte[] json, @Nullable String pathNumber) {
        JsonNode object = StrictJson.object(json);
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(object, "", FIELDS, found);
        String orderNumber = pathNumber == null ? fields.requiredText("orderNumber") : pathNumber;
        String named = fields.text("orderNumber");
        if (pathNumber != null && named != null && !named.equals(pathNumber)) {
            fields.invalid("orderNumber", "the order number of the path, or leave it out");
        }
        OrderReference reference = new OrderReference(
                orderNumber,
                fields.requiredText("account"),
                fields.requiredText("providerOrderId"),
                fields.requiredText("currency"));
        if (found.isEmpty()) {
            // The same rules as for a command that carries the same fields.
            found.addAll(CommandRules.check(new PaymentCommand(
                    "reference",
                    Action.ANNUL,
                    reference.orderNumber(),
                    reference.account(),
                    reference.providerOrderId(),
                    null,
                    reference.currency(),
                    List.of(),
                    null,
                    null)));
        }
        if (found.isEmpty() && accounts.named(reference.account()).isEmpty()) {
            found.add(new Violation(Code.ACCOUNT_UNKNOWN, "account", "the name of a configured account"));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return reference;
    }
}
