package io.kvitt.api;

import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.document.Fields;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.security.Grant;
import io.kvitt.security.Permission;
import io.kvitt.security.Refusal;
import io.kvitt.views.Problem;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** What the settings of keys and of users have in common. */
final class CallerFields {

    static final int LARGEST_BODY = 16 * 1024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private CallerFields() {}

    static String name(String given, List<Violation> found) {
        if (found.isEmpty() && !NAME.matcher(given).matches()) {
            found.add(new Violation(Code.INVALID_VALUE, "name", "1 to 64 of a-z 0-9 . _ -, not a person's own name"));
        }
        return given;
    }

    /** @throws CommandRejected when anything was found to be wrong */
    static Grant grant(Fields fields, Accounts accounts, List<Violation> found) {
        List<String> permissions = fields.texts("permissions");
        List<String> scope = fields.texts("accounts");
        if (permissions.stream().anyMatch(name -> Permission.named(name).isEmpty())) {
            fields.invalid(
                    "permissions", "of payments.read, payments.act, settings.read, settings.write and operations");
        }
        if (scope.stream()
                .anyMatch(name -> !name.equals("*") && accounts.named(name).isEmpty())) {
            found.add(
                    new Violation(Code.ACCOUNT_UNKNOWN, "accounts", "names of configured accounts, or \"*\" for all"));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return Grant.of(permissions, scope);
    }

    static Map<String, Object> view(Grant grant) {
        AccountScope accounts = grant.accounts();
        return Map.of("permissions", grant.permissionNames(), "accounts", accounts.sorted());
    }

    static void refused(Exchange exchange, Refusal refusal) {
        Replies.problem(
                exchange,
                Problem.of(
                        refusal.status(), refusal.wireName(), refusal.swedish(), refusal.english(), refusal.english()));
    }
}
