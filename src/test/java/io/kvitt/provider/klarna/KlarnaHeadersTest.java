package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

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
