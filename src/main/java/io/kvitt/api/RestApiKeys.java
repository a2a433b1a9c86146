package io.kvitt.api;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.desk.Callers;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.payment.Code;
import io.kvitt.security.ApiKey;
import io.kvitt.security.Grant;
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

    static final int LARGEST_BODY = 16 * 1024;

    private static final Set<String> FIELDS = Set.of("name", "permissions", "accounts");

    private final Callers desk;

    RestApiKeys(Callers desk) {
        this.desk = desk;
    }

    public void list(Exchange exchange) {
        List<Map<String, Object>> keys = desk.keys(Requests.caller(exchange.getMessage())).stream()
                .map(RestApiKeys::view)
                .toList();
        Replies.json(exchange, 200, Map.of("keys", keys));
    }

    /** The answer is the only place where the key is ever shown. */
    public void issue(Exchange exchange) {
        Message request = exchange.getMessage();
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(
                StrictJson.object(Requests.body(request, "application/json", LARGEST_BODY)), "", FIELDS, found);
        String name = fields.requiredText("name");
        List<String> permissions = fields.texts("permissions");
        List<String> accounts = fields.texts("accounts");
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        show(exchange, desk.issueKey(Requests.caller(request), name, permissions, accounts));
    }

    public void rotate(Exchange exchange) {
        Message request = exchange.getMessage();
        show(exchange, desk.rotateKey(Requests.caller(request), Requests.inPath(request, "name")));
    }

    public void revoke(Exchange exchange) {
        Message request = exchange.getMessage();
        String id = Requests.inPath(request, "id");
        if (!id.matches("\\d{1,18}")) {
            throw Requests.reject(Code.INVALID_VALUE, "id", "the id of a key");
        }
        desk.revokeKey(Requests.caller(request), Long.parseLong(id));
        Replies.json(exchange, 200, Map.of("revoked", Long.valueOf(id)));
    }

    private static void show(Exchange exchange, ApiKey.Issued issued) {
        Map<String, Object> body = view(issued.key());
        body.put("key", issued.secret());
        Replies.json(exchange, 201, body);
    }

    static Map<String, Object> view(Grant grant) {
        return Map.of(
                "permissions",
                grant.permissionNames(),
                "accounts",
                grant.accounts().sorted());
    }

    private static Map<String, Object> view(ApiKey key) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", key.id());
        view.put("name", key.name());
        view.putAll(view(key.grant()));
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
