package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import io.kvitt.provider.Accounts;
import io.kvitt.security.ApiKey;
import io.kvitt.security.ApiKeys;
import io.kvitt.security.Caller;
import io.kvitt.security.Grant;
import io.kvitt.security.Permission;
import io.kvitt.security.Refused;
import io.kvitt.security.Users;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Machines' keys and people's users: nobody sees or gives more than they have themselves. */
@Component("callersDesk")
public class Callers {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int SHORTEST_PASSWORD = 12;

    /** What bcrypt looks at, in bytes. */
    private static final int LONGEST_PASSWORD = 72;

    private final ApiKeys keys;
    private final Users users;
    private final Accounts accounts;
    private final Admission admission;

    Callers(ApiKeys keys, Users users, Accounts accounts, Admission admission) {
        this.keys = keys;
        this.users = users;
        this.accounts = accounts;
        this.admission = admission;
    }

    /** Revoked ones too. */
    public List<ApiKey> keys(Caller caller) {
        require(caller, "api-keys.list");
        return keys.visibleTo(caller);
    }

    /**
     * The answer is the only place where the key is ever shown.
     *
     * @param permissions by their names, as the accounts; {@code *} stands for all
     * @throws CommandRejected when a value is wrong
     * @throws NotDone when the name is taken, or the caller lacks what it would give
     */
    public ApiKey.Issued issueKey(Caller caller, String name, List<String> permissions, List<String> accountNames) {
        require(caller, "api-keys.issue");
        List<Violation> found = new ArrayList<>();
        checkName(name, found);
        checkGrant(permissions, accountNames, found);
        refuse(found);
        return done(() -> keys.issue(name, Grant.of(permissions, accountNames), caller));
    }

    /** A second key with the same rights. */
    public ApiKey.Issued rotateKey(Caller caller, String name) {
        require(caller, "api-keys.rotate");
        return done(() -> keys.rotate(name, caller));
    }

    public void revokeKey(Caller caller, long id) {
        require(caller, "api-keys.revoke");
        done(() -> {
            keys.revoke(id, caller);
            return id;
        });
    }

    public List<Users.Listed> users(Caller caller) {
        require(caller, "users.list");
        return users.visibleTo(caller);
    }

    /** Makes the user, or replaces password and rights and lifts a lock. */
    public Users.Listed putUser(
            Caller caller, String name, String password, List<String> permissions, List<String> accountNames) {
        require(caller, "users.put");
        List<Violation> found = new ArrayList<>();
        checkName(name, found);
        if (password.length() < SHORTEST_PASSWORD
                || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            found.add(new Violation(Code.INVALID_VALUE, "password", "12 characters to 72 bytes"));
        }
        checkGrant(permissions, accountNames, found);
        refuse(found);
        Grant grant = Grant.of(permissions, accountNames);
        return done(() -> {
            users.put(name, password, grant, caller);
            return new Users.Listed(name, grant);
        });
    }

    public void removeUser(Caller caller, String name) {
        require(caller, "users.remove");
        done(() -> {
            users.remove(name, caller);
            return name;
        });
    }

    private void require(Caller caller, String useCase) {
        admission.require(caller, Permission.SETTINGS_WRITE, useCase);
    }

    private static void checkName(String name, List<Violation> found) {
        if (!NAME.matcher(name).matches()) {
            found.add(new Violation(Code.INVALID_VALUE, "name", "1 to 64 of a-z 0-9 . _ -, not a person's own name"));
        }
    }

    private void checkGrant(List<String> permissions, List<String> accountNames, List<Violation> found) {
        if (permissions.isEmpty()
                || permissions.stream().anyMatch(name -> Permission.named(name).isEmpty())) {
            found.add(new Violation(
                    Code.INVALID_VALUE,
                    "permissions",
                    "of payments.read, payments.act, settings.read, settings.write and operations"));
        }
        if (accountNames.isEmpty()
                || accountNames.stream()
                        .anyMatch(name ->
                                !name.equals("*") && accounts.named(name).isEmpty())) {
            found.add(
                    new Violation(Code.ACCOUNT_UNKNOWN, "accounts", "names of configured accounts, or \"*\" for all"));
        }
    }

    private static void refuse(List<Violation> found) {
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
    }

    private static <T> T done(Supplier<T> change) {
        try {
            return change.get();
        } catch (Refused e) {
            throw new NotDone(e.refusal());
        }
    }
}
