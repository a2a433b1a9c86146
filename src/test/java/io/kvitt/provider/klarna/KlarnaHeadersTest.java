package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.provider.Account;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KlarnaHeadersTest {

    private final KlarnaHeaders headers = new KlarnaHeaders();

    @Test
    void a_read_says_who_asks_and_nothing_more() {
        assertThat(headers.headers(ACCOUNT, null, false))
                .isEqualTo(Map.of(
                        "Authorization",
                        "Basic SzEyMzQ1Nl9hYjEyOnPDqWNyZXQ=",
                        "Accept",
                        "application/json",
                        "User-Agent",
                        "Kvitt"));
    }

    @Test
    void a_key_alone_stands_there_as_it_is() {
        Account kustom = new Account("k", KlarnaAccounts.KUSTOM, URI.create("https://api.kustom.co"), "", "kco_test_1");
        assertThat(headers.headers(kustom, null, false)).containsEntry("Authorization", "Basic kco_test_1");
    }

    @Test
    void a_write_carries_its_key_and_says_what_its_body_is() {
        assertThat(headers.headers(ACCOUNT, "k-1", true))
                .containsEntry("Klarna-Idempotency-Key", "k-1")
                .containsEntry("Content-Type", "application/json")
                .hasSize(5);
    }

    @Test
    void a_write_without_a_body_says_nothing_of_one() {
        assertThat(headers.headers(ACCOUNT, "k-1", false))
                .containsKey("Klarna-Idempotency-Key")
                .doesNotContainKey("Content-Type");
    }
}
