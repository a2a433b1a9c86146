package io.kvitt.api;

import io.kvitt.command.Violation;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.security.Grant;
import io.kvitt.security.Refused;
import io.kvitt.security.Users;
import java.nio.charset.StandardCharsets;
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
    private static final int SHORTEST_PASSWORD = 12;

    /** What bcrypt looks at, in bytes. */
    private static final int LONGEST_PASSWORD = 72;

    private final Users users;
    private final Accounts accounts;

    RestUsers(Users users, Accounts accounts) {
        this.users = users;
        this.accounts = accounts;
    }

    public void list(Exchange exchange) {
        Replies.json(
                exchange,
                200,
                Map.of(
                        "users",
                        users.visibleTo(Requests.caller(exchange.getMessage())).stream()
                                .map(user -> view(user.name(), user.grant()))
                                .toList()));
    }

    public void put(Exchange exchange) {
        Message request = exchange.getMessage();
        List<Violation> found = new ArrayList<>();
        String name = CallerFields.name(String.valueOf(Requests.value(request, "name")), found);
        Fields fields = new Fields(
                StrictJson.object(Requests.body(request, "application/json", CallerFields.LARGEST_BODY)),
                "",
                FIELDS,
                found);
        String password = fields.requiredText("password");
        if (password.length() < SHORTEST_PASSWORD
                || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            found.add(new Violation(Code.INVALID_VALUE, "password", "12 characters to 72 bytes"));
        }
        Grant grant = CallerFields.grant(fields, accounts, found);
        try {
            users.put(name, password, grant, Requests.caller(request));
            Replies.json(exchange, 200, view(name, grant));
        } catch (Refused e) {
            CallerFields.refused(exchange, e.refusal());
        }
    }

    public void remove(Exchange exchange) {
        Message request = exchange.getMessage();
        String name = String.valueOf(Requests.value(request, "name"));
        try {
            users.remove(name, Requests.caller(request));
            Replies.json(exchange, 200, Map.of("removed", name));
        } catch (Refused e) {
            CallerFields.refused(exchange, e.refusal());
        }
    }

    private static Map<String, Object> view(String name, Grant grant) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.putAll(CallerFields.view(grant));
        return view;
    }
}
