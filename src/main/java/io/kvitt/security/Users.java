package io.kvitt.security;

import io.kvitt.audit.AuditTrail;
import java.util.List;
import java.util.Map;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Manages the users in the database. Each change is audited, and nobody gives away more than they have. */
@Component
public class Users {

    private final UserTable table;
    private final Logins logins;
    private final PasswordEncoder passwords;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    Users(
            UserTable table,
            Logins logins,
            PasswordEncoder passwords,
            AuditTrail audit,
            TransactionTemplate transaction) {
        this.table = table;
        this.logins = logins;
        this.passwords = passwords;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** A user without the password's hash. */
    public record Listed(String name, Grant grant) {}

    public List<Listed> visibleTo(Caller by) {
        return table.all().stream()
                .filter(user -> by.grant().covers(user.grant()))
                .map(user -> new Listed(user.name(), user.grant()))
                .toList();
    }

    /**
     * Makes the user, or replaces password and rights and lifts a lock.
     *
     * @param name in lower case
     * @throws Refused when the caller lacks what it would give or change, or the name is configured
     */
    public void put(String name, String password, Grant grant, Caller by) {
        String hash = passwords.encode(password);
        transaction.executeWithoutResult(status -> {
            if (logins.isConfigured(name)) {
                throw new Refused(Refusal.NAME_TAKEN);
            }
            boolean covered = by.grant().covers(grant)
                    && table.find(name)
                            .map(user -> by.grant().covers(user.grant()))
                            .orElse(true);
            if (!covered) {
                throw new Refused(Refusal.MORE_THAN_YOURS);
            }
            table.put(new User(name, hash, grant), by.name());
            audit.record(
                    by.name(),
                    "user.put",
                    name,
                    Map.of(
                            "permissions",
                            grant.permissionNames(),
                            "accounts",
                            grant.accounts().sorted()));
        });
    }

    /** @throws Refused when there is no such user in the database, or the caller has less than it */
    public void remove(String name, Caller by) {
        transaction.executeWithoutResult(status -> {
            User user = table.find(name).orElseThrow(() -> new Refused(Refusal.USER_NOT_FOUND));
            if (!by.grant().covers(user.grant())) {
                throw new Refused(Refusal.MORE_THAN_YOURS);
            }
            table.remove(name);
            audit.record(by.name(), "user.remove", name, Map.of());
        });
    }
}
