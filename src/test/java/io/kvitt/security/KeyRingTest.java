package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.MovableClock;
import io.kvitt.TestDatabase;
import io.kvitt.command.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class KeyRingTest {

    private final MovableClock clock = new MovableClock();
    private final ApiKeyTable table =
            new ApiKeyTable(new JdbcTemplate(TestDatabase.dataSource()), clock, new SandboxCallers(false));
    private final VerifiedKeys verified = new VerifiedKeys(table, clock);

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
    void a_key_of_the_database_opens_until_it_is_revoked_here_and_its_use_is_noted() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "for-the-test-" + System.nanoTime();
        long id = insert(key);

        assertThat(ring.callerWith(key).orElseThrow().name()).isEqualTo("key:erp-ring");
        assertThat(table.find(id).orElseThrow().lastUsedAt()).isEqualTo(clock.instant());
        assertThat(table.revoke(id)).isTrue();
        assertThat(table.revoke(id)).isFalse();
        verified.forget();
        assertThat(ring.callerWith(key)).isEmpty();
    }

    @Test
    void a_key_that_another_instance_revokes_opens_nothing_a_second_later() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "revoked-elsewhere-" + System.nanoTime();
        long id = insert(key);
        assertThat(ring.callerWith(key)).isPresent();

        table.revoke(id);
        clock.advance(Duration.ofMillis(999));
        assertThat(ring.callerWith(key)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(ring.callerWith(key)).isEmpty();
        clock.advance(Duration.ofMillis(-500));
        assertThat(ring.callerWith(key)).isEmpty();
    }

    @Test
    void using_a_key_again_does_not_make_it_trusted_for_longer() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "used-all-the-time-" + System.nanoTime();
        long id = insert(key);
        assertThat(ring.callerWith(key)).isPresent();

        table.revoke(id);
        clock.advance(Duration.ofMillis(600));
        assertThat(ring.callerWith(key)).isPresent();
        clock.advance(Duration.ofMillis(600));
        assertThat(ring.callerWith(key)).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_key_alive() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "before-the-clock-was-set-" + System.nanoTime();
        long id = insert(key);
        assertThat(ring.callerWith(key)).isPresent();

        table.revoke(id);
        clock.advance(Duration.ofHours(-1));
        assertThat(ring.callerWith(key)).isEmpty();
    }

    @Test
    void a_key_that_is_made_a_moment_after_it_was_tried_opens_at_once() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "tried-too-early-" + System.nanoTime();
        assertThat(ring.callerWith(key)).isEmpty();

        insert(key);
        assertThat(ring.callerWith(key)).isPresent();
    }

    @Test
    void the_use_of_a_key_is_noted_once_a_minute() {
        KeyRing ring = ring(Sha256.hex("other"), "payments.act", "*");
        String key = ApiKeys.PREFIX + "used-for-long-" + System.nanoTime();
        long id = insert(key);
        ring.callerWith(key);
        Instant first = clock.instant();

        clock.advance(Duration.ofSeconds(59));
        ring.callerWith(key);
        assertThat(table.find(id).orElseThrow().lastUsedAt()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(2));
        ring.callerWith(key);
        assertThat(table.find(id).orElseThrow().lastUsedAt()).isEqualTo(clock.instant());
    }

    private long insert(String key) {
        return table.insert("erp-ring", Sha256.hex(key), Grant.of(List.of("operations"), List.of("*")), "user:boss")
                .id();
    }

    @Test
    void a_key_made_with_the_sandboxs_demo_key_opens_nothing_outside_the_sandbox() {
        ApiKeyTable sandbox =
                new ApiKeyTable(new JdbcTemplate(TestDatabase.dataSource()), clock, new SandboxCallers(true));
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
                verified);
    }
}
