package io.kvitt.sandbox.svea;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.sandbox.simulation.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known signatures of merchant 100001 with the secret "secret", made with other tools. */
class SveaSignatureTest {

    private static final long AT = Instant.parse("2026-01-15T10:00:00Z").toEpochMilli();
    private static final long TEN_MINUTES = 600_000;
    private static final String OVER_NOTHING =
            "MTAwMDAxOjMxZjJjNzgzMjg0ODMwZjAyMzNmNWMwNDQzOGMwYzg2ZTI1MGUwZjk3NzdiYzUyYWE1ZDdiNzdmM2Q0Yzk2YTNkYzlhNzJjZTIzZDQ4M2M5ZDc3MmRhMzE0ZDU3MzFhMjMxYWFmM2VmOGQxYzIxOGIwZTE3ZmY5NzZkZmE4Y2M4";

    private final SveaSignature signature = new SveaSignature("100001", "secret");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "|2026-01-15 10:00:00|" + OVER_NOTHING,
                "{\"a\":1}|2026-01-15 10:00:00|MTAwMDAxOjRmYjg5OTFjNGNkMDhhMTczM2EwMjg2OGU3ZjBjODVmNjlmOWY0NjMwYzQ1YmZhNzY0ZjkzZDE1ZGE3NGFmM2JjNzJhMTIzNmI5ZTg1YzVkNDI4MWM5ZTU4ZTljYjFlNmNjNTJjOGM2Yjk0ZDMwYjRmYTY3MzY4ZTJmZTYzYmI0",
                "{\"a\":1}|2026-01-15 10:00|MTAwMDAxOjA0MDhjOGYyYjgzYzBmZmI5MTk0NTVhZTY3ZjEzMjk4NzM3ZmNkZjg0MzQ4OTMwMDdmMzEwNzE5MDNkZTI1MmY5NDY1Y2FhZWZmNDM3YjgyOTY5ZTEyNDkxYTA0MjA2NjFmY2IxZmI4ODI5MGZkN2JiYTdiNjA5N2U2NDcwYzFl",
                "{\"Name\":\"Räksmörgås\"}|2026-01-15 10:00:00|MTAwMDAxOjNmZTAyZGU5MDQ3Yjg0YTZjNzk2MjE3ZWIyYmZkNWQ2ZWQ2NzA3MjU4YzE4MDM2OWMyODA1ZmNkNTBhODAzMzgxODk1ZTgyODFmZTRkMzcwYzE1Mzg0NmFlZGNkNWUyNzc4NGM2MDQ1ZGVlMWEyM2NjZGRhY2JlYTk4NzViYjBi"
            })
    void a_known_signature_is_right_and_a_byte_more_makes_it_wrong(
            @Nullable String body, String timestamp, String token) {
        String text = body == null ? "" : body;
        assertThat(isRight(text, timestamp, "Svea " + token, AT)).isTrue();
        assertThat(isRight(text + " ", timestamp, "Svea " + token, AT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-15 10:00:01", "2026-1-15 10:00:00", "2026-01-15T10:00:00"})
    void the_timestamp_is_hashed_as_it_stands(String other) {
        assertThat(isRight("", other, "Svea " + OVER_NOTHING, AT)).isFalse();
    }

    @Test
    void an_uppercase_hash_is_right_too() {
        String upper = signature.hash(new byte[0], "2026-01-15 10:00:00").toUpperCase();
        String token = Base64.getEncoder().encodeToString(("100001:" + upper).getBytes());
        assertThat(isRight("", "2026-01-15 10:00:00", "Svea " + token, AT)).isTrue();
    }

    @Test
    void a_stale_or_early_timestamp_is_wrong() {
        String authorization = "Svea " + OVER_NOTHING;
        assertThat(isRight("", "2026-01-15 10:00:00", authorization, AT + TEN_MINUTES))
                .isTrue();
        assertThat(isRight("", "2026-01-15 10:00:00", authorization, AT + TEN_MINUTES + 1))
                .isFalse();
        assertThat(isRight("", "2026-01-15 10:00:00", authorization, AT - TEN_MINUTES - 1))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-01-15", "now", "2026-13-15 10:00", "2026-01-15 10:00:00:00", "2026-01-15 10:"})
    void what_is_no_time_is_wrong(String timestamp) {
        assertThat(SveaSignature.millis(timestamp)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-05 09:03", "2026-1-5 9:03", "2026-01-05 09:03:00", "2026-01-05T09:03:00"})
    void all_forms_in_use_mean_the_same_time_in_utc(String timestamp) {
        assertThat(SveaSignature.millis(timestamp))
                .isEqualTo(Instant.parse("2026-01-05T09:03:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic eA==", "Svea", "Svea ***", "Svea MTAwMDAx"})
    void another_authorization_is_wrong(String authorization) {
        assertThat(isRight("", "2026-01-15 10:00:00", authorization, AT)).isFalse();
    }

    private boolean isRight(String body, String timestamp, String authorization, long now) {
        Map<String, String> headers = Map.of("Authorization", authorization, "Timestamp", timestamp);
        Call call = new Call("GET", List.of(), headers::get, body.getBytes(StandardCharsets.UTF_8), "", null);
        return signature.isRight(call, now, TEN_MINUTES);
    }
}
