package io.kvitt.api;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.desk.Callers;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.security.Users;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** {@code /api/v1/users}: the users in the database. */
@Component("restUsers")
public class RestUsers {

    private static final Set<String> FIELDS = Set.of("password", "permissions", "accounts");
    private final Callers desk;

    RestUsers(Callers desk) {
        this.desk = desk;
    }

    public void list(Exchange exchange) {
        List<Map<String, Object>> users = desk.users(Requests.caller(exchange.getMessage())).stream()
                .map(RestUsers::view)
                .toList();
        Replies.json(exchange, 200, Map.of("users", users));
    }

    public void put(Exchange exchange) {
        Message request = exchange.getMessage();
        List<Violation> found = new ArrayList<>();
        Fields fields = new Fields(
                StrictJson.object(Requests.body(request, "application/json", RestApiKeys.LARGEST_BODY)),
                "",
                FIELDS,
                found);
        String password = fields.requiredText("password");
        List<String> permissions = fields.texts("permissions");
        List<String> accounts = fields.texts("accounts");
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        Replies.json(
                exchange,
                200,
                view(desk.putUser(
                        Requests.caller(request), Requests.inPath(request, "name"), password, permissions, accounts)));
    }

    public void remove(Exchange exchange) {
        Message request = exchange.getMessage();
        String name = Requests.inPath(request, "name");
        desk.removeUser(Requests.caller(request), name);
        Replies.json(exchange, 200, Map.of("removed", name));
    }

    private static Map<String, Object> view(Users.Listed user) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", user.name());
        view.putAll(RestApiKeys.view(user.grant()));
        return view;
    }
}
