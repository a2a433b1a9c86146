package io.kvitt.api;

import io.kvitt.command.Violation;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.security.ApiKey;
import io.kvitt.security.ApiKeys;
import io.kvitt.security.Grant;
import io.kvitt.security.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** {@code /api/v1/api-keys}. */
@Component("restApiKeys")
public class RestApiKeys {

    private static final Set<String> FIELDS = Set.of("name", "permissions", "accounts");

    private final ApiKeys keys;
    private final Accounts accounts;

    RestApiKeys(ApiKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    public void list(Exchange exchange) {
        Replies.json(
                exchange,
                200,
                Map.of(
                        "keys",
                        keys.visibleTo(Requests.caller(exchange.getMessage())).stream()
                                .map(RestApiKeys::view)
                                .toList()));
    }

    /** The answer is the only place where the key is ever shown. */
    public void issue(Exchange exchange) {
        Message request = exchange.getMessage();
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(
                StrictJson.object(Requests.body(request, "application/json", CallerFields.LARGEST_BODY)),
                "",
                FIELDS,
                found);
        String name = CallerFields.name(fields.requiredText("name"), found);
        Grant grant = CallerFields.grant(fields, accounts, found);
        try {
            show(exchange, keys.issue(name, grant, Requests.caller(request)));
        } catch (Refused e) {
            CallerFields.refused(exchange, e.refusal());
        }
    }

    public void rotate(Exchange exchange) {
        Message request = exchange.getMessage();
        try {
            show(exchange, keys.rotate(String.valueOf(Requests.value(request, "name")), Requests.caller(request)));
        } catch (Refused e) {
            CallerFields.refused(exchange, e.refusal());
        }
    }

    public void revoke(Exchange exchange) {
        Message request = exchange.getMessage();
        String id = String.valueOf(Requests.value(request, "id"));
        if (!id.matches("\\d{1,18}")) {
            throw Requests.reject(Code.INVALID_VALUE, "id", "the id of a key");
        }
        try {
            keys.revoke(Long.parseLong(id), Requests.caller(request));
            Replies.json(exchange, 200, Map.of("revoked", Long.valueOf(id)));
        } catch (Refused e) {
            CallerFields.refused(exchange, e.refusal());
        }
    }

    private static void show(Exchange exchange, ApiKey.Issued issued) {
        Map<String, Object> body = view(issued.key());
        body.put("key", issued.secret());
        Replies.json(exchange, 201, body);
    }

    private static Map<String, Object> view(ApiKey key) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", key.id());
        view.put("name", key.name());
        view.putAll(CallerFields.view(key.grant()));
        view.put("createdAt", key.createdAt().toString());
        view.put("createdBy", key.createdBy());
        if (key.lastUsedAt() != null) {
            view.put("lastUsedAt", key.lastUsedAt().toString());
        }
        if (key.revokedAt() != null) {
            view.put("revokedAt", key.revokedAt().toString());
        }
        return view;
    }
}
