package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class KeyRingTest {

    private final MovableClock clock = new MovableClock();
    private final ApiKeyTable table = new ApiKeyTable(new JdbcTemplate(TestDatabase.dataSource()), clock, false);

    @Test
    void a_configured_key_is_known_by_its_digest_and_brings_its_rights() {
        Caller caller = ring(Sha256.hex("the-key").toUpperCase(), "payments.act", "shop-svea")
                .callerWith("the-key")
                .orElseThrow();

        assertThat(caller.name()).isEqualTo("key:erp1");
        assertThat(caller.grant().permissions()).containsExactly(Permission.PAYMENTS_ACT);
        assertThat(caller.accounts().allows("shop-svea")).isTrue();
        assertThat(caller.accounts().allows("shop-klarna")).isFalse();
        assertThat(caller.accounts().allows(null)).isFalse();
    }

    @Test
    void the_digest_itself_is_no_key() {
        String digest = Sha256.hex("the-key");
        assertThat(ring(digest, "payments.act", "*").callerWith(digest)).isEmpty();
        assertThat(ring(digest, "payments.act", "*").callerWith("the-key".repeat(100)))
                .isEmpty();
    }

    @Test
    void a_key_of_the_database_opens_until_it_is_revoked_and_its_use_is_noted() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "for-the-test-" + System.nanoTime();
        long id = table.insert("erp-ring", Sha256.hex(key), Grant.of(List.of("operations"), List.of("*")), "user:boss")
                .id();

        assertThat(ring.callerWith(key).orElseThrow().name()).isEqualTo("key:erp-ring");
        assertThat(table.find(id).orElseThrow().lastUsedAt()).isEqualTo(clock.instant());
        assertThat(table.revoke(id)).isTrue();
        assertThat(table.revoke(id)).isFalse();
        assertThat(ring.callerWith(key)).isEmpty();
    }

    @Test
    void a_key_made_with_the_sandboxs_demo_key_opens_nothing_outside_the_sandbox() {
        ApiKeyTable sandbox = new ApiKeyTable(new JdbcTemplate(TestDatabase.dataSource()), clock, true);
        String key = ApiKeys.PREFIX + "for-the-sandbox-" + System.nanoTime();
        sandbox.insert("erp-sandbox", Sha256.hex(key), Grant.of(List.of("operations"), List.of("*")), "key:demo");

        assertThat(sandbox.use(Sha256.hex(key))).isPresent();
        assertThat(table.use(Sha256.hex(key))).isEmpty();
        assertThat(table.live("erp-sandbox")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "the-key-itself, payments.act, *, sha256",
        "'', payments.act, *, sha256",
        ", payments.everything, *, permissions",
        ", , *, permissions",
        ", payments.act, , accounts"
    })
    void a_key_that_is_configured_wrongly_stops_the_start(
            String sha256, String permission, String account, String named) {
        assertThatThrownBy(() -> ring(sha256 == null ? Sha256.hex("k") : sha256, permission, account))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kvitt.api-keys.erp1." + named)
                .hasMessageNotContaining("the-key-itself");
    }

    private KeyRing ring(String sha256, String permission, String account) {
        return new KeyRing(
                new SecuritySettings(
                        Map.of(
                                "erp1",
                                new SecuritySettings.Key(
                                        sha256,
                                        permission == null ? List.of() : List.of(permission),
                                        account == null ? List.of() : List.of(account))),
                        Map.of(),
                        new SecuritySettings.Tokens("sub", "permissions", "accounts", Map.of())),
                table);
    }
}
