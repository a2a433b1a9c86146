package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.MovableClock;
import io.kvitt.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class LoginsTest {

    /** The cheapest bcrypt, since these tests count failures and not time. */
    private static final PasswordEncoder CHEAP =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(4)));

    private final MovableClock clock = new MovableClock();
    private final UserTable table =
            new UserTable(new JdbcTemplate(TestDatabase.dataSource()), clock, new SandboxCallers(false));
    private final Logins logins = new Logins(settings("boss", CHEAP.encode("the boss's password")), table, CHEAP);

    @BeforeEach
    void one_user() {
        table.forgive("boss");
        table.put(
                new User("eva", CHEAP.encode("eva's password"), Grant.of(List.of("operations"), List.of("shop"))),
                "user:boss");
    }

    @Test
    void users_of_the_settings_and_of_the_database_log_in_whatever_the_case() {
        assertThat(logins.logIn("Boss", "the boss's password").name()).isEqualTo("user:boss");
        assertThat(logins.logIn("eva", "eva's password").accounts().allows("shop"))
                .isTrue();
    }

    @Test
    void a_name_that_nobody_has_costs_as_much_as_a_new_password() {
        PasswordEncoder encoder = new SecurityConfiguration().passwords();
        String fresh = encoder.encode("somebody's");

        assertThat(Logins.NOBODY)
                .startsWith(fresh.substring(0, "{bcrypt}$2a$10$".length()))
                .hasSameSizeAs(fresh);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eva", "boss"})
    void five_failures_lock_the_name_and_each_further_one_for_twice_as_long(String name) {
        String right = name.equals("eva") ? "eva's password" : "the boss's password";
        for (int i = 0; i < 5; i++) {
            fails(name, "wrong");
        }
        fails(name, right);
        clock.advance(Duration.ofSeconds(29));
        fails(name, right);
        clock.advance(Duration.ofSeconds(2));
        fails(name, "wrong");
        clock.advance(Duration.ofSeconds(31));
        fails(name, right);
        clock.advance(Duration.ofSeconds(30));

        assertThat(logins.logIn(name, right).name()).isEqualTo("user:" + name);
        fails(name, "wrong");
        assertThat(logins.logIn(name, right)).isNotNull();
    }

    @Test
    void no_lock_is_longer_than_an_hour() {
        for (int i = 0; i < 40; i++) {
            table.failed("eva");
        }
        clock.advance(Duration.ofMinutes(61));
        assertThat(logins.logIn("eva", "eva's password")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{noop}secret", "{MD5}abc", ""})
    void a_password_in_the_settings_stops_the_start(String password) {
        assertThatThrownBy(() -> new Logins(settings("boss", password), table, CHEAP))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kvitt.users.boss.password")
                .hasMessageNotContaining("secret");
    }

    private void fails(String name, String password) {
        assertThatThrownBy(() -> logins.logIn(name, password)).hasMessage("login-failed");
    }

    private static SecuritySettings settings(String name, String password) {
        return new SecuritySettings(
                Map.of(),
                Map.of(name, new SecuritySettings.User(password, List.of("operations"), List.of("*"))),
                new SecuritySettings.Tokens("sub", "permissions", "accounts", Map.of()));
    }
}
