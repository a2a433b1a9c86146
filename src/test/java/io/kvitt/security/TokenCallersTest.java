package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.jwt.Jwt;

class TokenCallersTest {

    @Test
    void a_role_stands_for_permissions_and_the_claim_may_lie_within_another() {
        TokenCallers callers = new TokenCallers(new SecuritySettings.Tokens(
                "sub",
                "realm_access.roles",
                "https://kvitt.example/accounts",
                Map.of("cashier", List.of("payments.read", "payments.act"))));

        Caller caller = Caller.of(callers.convert(
                token().claim("realm_access", Map.of("roles", List.of("cashier", "offline_access", "operations")))
                        .claim("https://kvitt.example/accounts", List.of("shop-svea"))
                        .build()));

        assertThat(caller.grant().permissionNames()).containsExactly("payments.read", "payments.act", "operations");
        assertThat(caller.accounts().names()).containsExactly("shop-svea");
    }

    @Test
    void what_is_not_claimed_is_not_given() {
        TokenCallers callers =
                new TokenCallers(new SecuritySettings.Tokens("sub", "permissions", "accounts", Map.of()));

        Caller caller = Caller.of(callers.convert(token().build()));

        assertThat(caller.grant().permissions()).isEmpty();
        assertThat(caller.accounts().allows("shop-svea")).isFalse();
    }

    @Test
    void a_role_for_a_permission_that_does_not_exist_stops_the_start() {
        var settings = new SecuritySettings.Tokens("sub", "p", "a", Map.of("cashier", List.of("payments.acts")));
        assertThatThrownBy(() -> new TokenCallers(settings)).hasMessageContaining("kvitt.jwt.roles.cashier");
    }

    @Test
    void tokens_without_an_audience_of_kvitts_own_stop_the_start() {
        assertThatThrownBy(() -> SecurityConfiguration.requireAudience(new MockEnvironment()))
                .hasMessageContaining("jwt.audiences");
        SecurityConfiguration.requireAudience(
                new MockEnvironment().withProperty("spring.security.oauth2.resourceserver.jwt.audiences[0]", "kvitt"));
    }

    private static Jwt.Builder token() {
        return Jwt.withTokenValue("t")
                .header("alg", "RS256")
                .subject("warehouse")
                .expiresAt(Instant.now().plusSeconds(60));
    }
}
