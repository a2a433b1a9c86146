package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.provider.Account;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SveaSignatureTest {

    private static final String ONE =
            "MTAwMDAxOjRmYjg5OTFjNGNkMDhhMTczM2EwMjg2OGU3ZjBjODVmNjlmOWY0NjMwYzQ1YmZhNzY0ZjkzZDE1ZGE3NGFmM2JjNzJhMTIzNmI5ZTg1YzVkNDI4MWM5ZTU4ZTljYjFlNmNjNTJjOGM2Yjk0ZDMwYjRmYTY3MzY4ZTJmZTYzYmI0";
    private static final String EMPTY =
            "MTAwMDAxOjMxZjJjNzgzMjg0ODMwZjAyMzNmNWMwNDQzOGMwYzg2ZTI1MGUwZjk3NzdiYzUyYWE1ZDdiNzdmM2Q0Yzk2YTNkYzlhNzJjZTIzZDQ4M2M5ZDc3MmRhMzE0ZDU3MzFhMjMxYWFmM2VmOGQxYzIxOGIwZTE3ZmY5NzZkZmE4Y2M4";
    private static final String NO_SECONDS =
            "MTAwMDAxOjA0MDhjOGYyYjgzYzBmZmI5MTk0NTVhZTY3ZjEzMjk4NzM3ZmNkZjg0MzQ4OTMwMDdmMzEwNzE5MDNkZTI1MmY5NDY1Y2FhZWZmNDM3YjgyOTY5ZTEyNDkxYTA0MjA2NjFmY2IxZmI4ODI5MGZkN2JiYTdiNjA5N2U2NDcwYzFl";
    private static final String SWEDISH =
            "MTAwMDAxOjNmZTAyZGU5MDQ3Yjg0YTZjNzk2MjE3ZWIyYmZkNWQ2ZWQ2NzA3MjU4YzE4MDM2OWMyODA1ZmNkNTBhODAzMzgxODk1ZTgyODFmZTRkMzcwYzE1Mzg0NmFlZGNkNWUyNzc4NGM2MDQ1ZGVlMWEyM2NjZGRhY2JlYTk4NzViYjBi";

    private final SveaSignature signature =
            new SveaSignature(Clock.fixed(Instant.parse("2026-01-15T10:00:00.987Z"), ZoneId.of("Europe/Stockholm")));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"a\":1}|2026-01-15 10:00:00|" + ONE,
                "``|2026-01-15 10:00:00|" + EMPTY,
                "{\"a\":1}|2026-01-15 10:00|" + NO_SECONDS,
                "{\"Name\":\"Räksmörgås\"}|2026-01-15 10:00:00|" + SWEDISH
            },
            delimiter = '|')
    void known_tokens_are_reproduced(String body, String timestamp, String token) {
        assertThat(SveaSignature.token(ACCOUNT, bytes(body), timestamp)).isEqualTo(token);
    }

    @Test
    void the_token_is_the_merchant_id_and_a_lower_case_hash() {
        String token = new String(Base64.getDecoder().decode(ONE), StandardCharsets.US_ASCII);

        assertThat(token)
                .isEqualTo("100001:4fb8991c4cd08a1733a02868e7f0c85f69f9f4630c45bfa764f93d15da74af3bc72a1236b9e85c5d"
                        + "4281c9e58e9cb1e6cc52c8c6b94d30b4fa67368e2fe63bb4");
    }

    @Test
    void the_headers_carry_the_time_in_utc_that_was_hashed() {
        assertThat(signature.headers(ACCOUNT, bytes("{\"a\":1}")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Authorization", "Svea " + ONE,
                        "Timestamp", "2026-01-15 10:00:00",
                        "Content-Type", "application/json",
                        "Accept", "application/json"));
    }

    @Test
    void a_message_without_a_body_is_signed_as_empty() {
        assertThat(signature.headers(ACCOUNT, new byte[0])).containsEntry("Authorization", "Svea " + EMPTY);
    }

    @Test
    void the_very_bytes_are_signed_and_not_what_they_spell() {
        byte[] notUtf8 = {(byte) 0xff, 0x00, (byte) 0xc3};
        byte[] alsoNotUtf8 = {(byte) 0xfe, 0x00, (byte) 0xc3};

        assertThat(SveaSignature.token(ACCOUNT, notUtf8, "t"))
                .isNotEqualTo(SveaSignature.token(ACCOUNT, alsoNotUtf8, "t"));
        assertThat(SveaSignature.token(ACCOUNT, bytes("{\"a\": 1}"), "2026-01-15 10:00:00"))
                .isNotEqualTo(ONE);
    }

    @Test
    void the_secret_is_hashed_as_utf8_and_shown_nowhere() {
        Account account = new Account("s", SveaAccounts.SVEA, URI.create("https://svea.example"), "1", "hemligö");

        Map<String, Object> headers = signature.headers(account, new byte[0]);
        String token = headers.get("Authorization").toString().substring("Svea ".length());

        assertThat(headers.toString()).doesNotContain("hemlig");
        assertThat(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                .matches("1:[0-9a-f]{128}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
