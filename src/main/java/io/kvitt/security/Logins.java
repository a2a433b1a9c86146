package io.kvitt.security;

import io.kvitt.settings.WrongSetting;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks names and passwords. A wrong name, a wrong password and a locked name cannot be told apart. */
@Component
class Logins {

    /** Of a password that nobody knows. Compared with where there is no user, so that the answer takes as long. */
    static final String NOBODY = "{bcrypt}$2a$10$R60VtoUHulbdXZZu0DIPj.0lnMC3eCSNVb9pCsFdzTOmtqKN70B9e";

    private final UserTable table;
    private final PasswordEncoder passwords;
    private final Map<String, User> configured;

    Logins(SecuritySettings settings, UserTable table, PasswordEncoder passwords) {
        this.table = table;
        this.passwords = passwords;
        this.configured = settings.users().entrySet().stream()
                .map(entry -> configured(entry.getKey(), entry.getValue()))
                .collect(Collectors.toMap(User::name, user -> user));
    }

    /** @throws WrongSetting when the user is not usable */
    static User configured(String name, SecuritySettings.User user) {
        String property = "kvitt.users." + name + ".";
        String password = user.password();
        if (password == null
                || !password.matches("\\{(bcrypt|argon2@SpringSecurity_v5_8|pbkdf2@SpringSecurity_v5_8)}.+")) {
            throw new WrongSetting(property + "password", "{bcrypt} and the hash, never the password itself");
        }
        try {
            return new User(name.toLowerCase(Locale.ROOT), password, Grant.of(user.permissions(), user.accounts()));
        } catch (IllegalArgumentException e) {
            throw WrongSetting.under(property, e.getMessage());
        }
    }

    boolean isEmpty() {
        return configured.isEmpty();
    }

    boolean isConfigured(String name) {
        return configured.containsKey(name);
    }

    /** @throws Refused when name and password do not fit, or the name is locked */
    Caller logIn(String givenName, String password) {
        String name = givenName.toLowerCase(Locale.ROOT);
        Optional<User> user = find(name);
        boolean locked = user.isPresent() && table.isLocked(name);
        boolean fits = passwords.matches(password, user.map(User::password).orElse(NOBODY));
        if (user.isEmpty() || locked || !fits) {
            if (user.isPresent() && !locked) {
                table.failed(name);
            }
            throw new Refused(Refusal.LOGIN_FAILED);
        }
        table.forgive(name);
        return user.get().caller();
    }

    /** What the user of a session may do now; empty when there is no such user any more, or the password is another. */
    Optional<Caller> current(Caller caller) {
        return find(caller.name().substring(User.PREFIX.length()))
                .map(User::caller)
                .filter(now -> now.proof().equals(caller.proof()));
    }

    private Optional<User> find(String name) {
        if (name.indexOf('\0') >= 0) {
            // The database would not even take the question.
            return Optional.empty();
        }
        return Optional.ofNullable(configured.get(name)).or(() -> table.find(name));
    }
}
