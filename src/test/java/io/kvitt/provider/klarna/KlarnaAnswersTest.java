package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Outcome.Busy;
import io.kvitt.provider.Outcome.Done;
import io.kvitt.provider.Outcome.Refused;
import io.kvitt.provider.Outcome.Unknown;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ReadFailed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlarnaAnswersTest {

    private static final String HTML = "<html><body>very closed site, Sven</body></html>";

    private static final String REFUSAL = "{\"error_code\":\"CAPTURE_NOT_ALLOWED\","
            + "\"error_messages\":[\"Sven Svensson, Storgatan 1\"],\"correlation_id\":\"corr-1\"}";

    /** Bodies that hold no error object of the API's. */
    static final List<String> NO_ERROR_OBJECT = List.of(
            "",
            " ",
            "null",
            "true",
            "403",
            "[]",
            "[{\"error_code\":\"CAPTURE_NOT_ALLOWED\"}]",
            "\"CAPTURE_NOT_ALLOWED\"",
            "{}",
            "{\"error_code\":null}",
            "{\"error_code\":\"\"}",
            "{\"error_code\":403}",
            "{\"error_code\":[\"CAPTURE_NOT_ALLOWED\"]}",
            "{\"error_code\":\"Sven Svensson, Storgatan 1\"}",
            "{\"error_code\":\"CAPTURE_NOT_ALLOWED\\n\"}",
            "{\"error_code\":\"" + "A".repeat(65) + "\"}",
            "{\"error_code\":\"CAPTURE_NOT_ALLOWED\"",
            "{\"error_code\":\"CAPTURE_NOT_ALLOWED\"}}",
            "{\"error_code\":\"CAPTURE_NOT_ALLOWED\"} Sven",
            "{\"error_code\":\"CAPTURE_NOT_ALLOWED\",\"error_code\":\"NOT_ALLOWED\"}",
            "{\"fault\":{\"error_code\":\"CAPTURE_NOT_ALLOWED\"}}",
            "{\"error_code\":\"CAPTURE_NOT_ALLOWED\",\"pad\":\"" + "x".repeat(70_000) + "\"}",
            "{\"n\":" + "9".repeat(2000) + ",\"error_code\":\"CAPTURE_NOT_ALLOWED\"}",
            "{\"a\":" + "[".repeat(30_000),
            HTML);

    private final Klarna klarna = new Klarna(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new KlarnaRequests(),
            new KlarnaHeaders(),
            Bound.settings(KlarnaSettings.class));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void any_2xx_is_done_whatever_its_body(int status) {
        assertThat(klarna.outcome(answer(status, ""))).isEqualTo(new Done(null, null));
        assertThat(klarna.outcome(answer(status, HTML))).isEqualTo(new Done(null, null));
        assertThat(klarna.outcome(answer(status, REFUSAL))).isEqualTo(new Done(null, "corr-1"));
    }

    @Test
    void what_was_made_is_told_by_its_header() {
        assertThat(klarna.outcome(answer(201, "", "Capture-Id", "9a7b-1", "Klarna-Correlation-Id", "c-9")))
                .isEqualTo(new Done("capture:9a7b-1", "c-9"));
        assertThat(klarna.outcome(answer(201, "", "refund-id", "9a7b-2", "Location", "https://x/captures/z")))
                .isEqualTo(new Done("refund:9a7b-2", null));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.klarna.com/ordermanagement/v1/orders/o1/captures/9a7b-1, capture:9a7b-1",
        "/ordermanagement/v1/orders/o1/refunds/9a7b-2/, refund:9a7b-2",
        "https://api.klarna.com/ordermanagement/v1/orders/o1,",
        "https://api.klarna.com/captures/a b,",
        "https://api.klarna.com/captures/,",
        "'',",
    })
    void else_what_was_made_is_told_by_its_location(String location, String reference) {
        assertThat(klarna.outcome(answer(201, "", "Location", location))).isEqualTo(new Done(reference, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 413, 422})
    void a_no_of_the_api_is_a_refusal_with_its_code_and_without_its_words(int status) {
        Outcome outcome = klarna.outcome(answer(status, REFUSAL));
        assertThat(outcome).isEqualTo(new Refused(Code.PROVIDER_REFUSED, "CAPTURE_NOT_ALLOWED", "corr-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error_code\":\"NOT_ALLOWED\",\"error_message\":\"singular\"}",
                "{\"error_message\":[],\"error_code\":\"NOT_ALLOWED\",\"service_version\":\"1\"}",
                "\ufeff{\"error_code\":\"NOT_ALLOWED\",\"error_messages\":\"not a list\"}",
                "\n {\"error_code\":\"NOT_ALLOWED\",\"error_messages\":null,\"correlation_id\":7} \n",
            })
    void the_form_of_the_messages_does_not_matter(String body) {
        assertThat(klarna.outcome(answer(403, body)))
                .isEqualTo(new Refused(Code.PROVIDER_REFUSED, "NOT_ALLOWED", null));
    }

    @Test
    void an_order_that_does_not_exist_is_refused_as_that() {
        assertThat(klarna.outcome(answer(404, "{\"error_code\":\"NO_SUCH_ORDER\"}")))
                .isEqualTo(new Refused(Code.PAYMENT_NOT_FOUND, "NO_SUCH_ORDER", null));
        assertThat(klarna.outcome(answer(404, "{\"error_code\":\"NOT_FOUND\"}")))
                .isEqualTo(new Refused(Code.PROVIDER_REFUSED, "NOT_FOUND", null));
    }

    @Test
    void a_401_is_refused_credentials_though_it_is_html() {
        assertThat(klarna.outcome(answer(401, HTML, "Content-Type", "text/html")))
                .isEqualTo(new Refused(Code.CREDENTIALS_REFUSED, null, null));
    }

    @ParameterizedTest
    @FieldSource("NO_ERROR_OBJECT")
    void a_no_of_something_in_front_of_the_api_proves_nothing(String body) {
        for (int status : new int[] {400, 403, 404, 405, 413, 422}) {
            assertThat(klarna.outcome(answer(status, body))).isEqualTo(new Unknown("HTTP " + status, null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 100, 101, 301, 302, 304, 307, 402, 406, 408, 409, 410, 415, 418, 451, 499, 500, 501, 502, 503, 504,
                599, 700, -1
            })
    void every_other_answer_leaves_the_outcome_unknown(int status) {
        assertThat(klarna.outcome(answer(status, REFUSAL)))
                .isEqualTo(new Unknown("HTTP " + status + " CAPTURE_NOT_ALLOWED", "corr-1"));
        assertThat(klarna.outcome(answer(status, HTML))).isEqualTo(new Unknown("HTTP " + status, null));
    }

    @Test
    void an_error_is_read_up_to_64_kilobytes() {
        String fits = REFUSAL + " ".repeat(64 * 1024 - REFUSAL.length());
        assertThat(klarna.outcome(answer(403, fits))).isInstanceOf(Refused.class);
        assertThat(klarna.outcome(answer(403, fits + " "))).isInstanceOf(Unknown.class);
    }

    @Test
    void a_conflict_means_that_the_same_key_is_in_flight_and_is_unknown() {
        assertThat(klarna.outcome(answer(409, "{\"error_code\":\"CONFLICT\",\"error_messages\":[]}")))
                .isEqualTo(new Unknown("HTTP 409 CONFLICT", null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "7, 1, 7",
                "0, 1, 0",
                "' 7 ', none, 7",
                "none, 3, 3",
                "none, none, none",
                "'Tue, 03 Mar 2026 08:00:30 GMT', 1, 30",
                "'Tue, 3 Mar 2026 08:00:30 GMT', 1, 30",
                "'Tue, 03 Mar 2026 07:59:00 GMT', 1, 0",
                "'Thu, 03 Mar 2050 08:00:00 GMT', 1, 86400",
                "999999999, 1, 86400",
                "99999999999999999999, 4, 4",
                "-5, 4, 4",
                "1.5, 4, 4",
                "soon, 4, 4",
                "'', none, none",
                "soon, whenever, none",
                "none, '5, 5;w=1', none",
            })
    void a_429_is_busy_and_says_how_long(String retryAfter, String reset, Long seconds) {
        List<String> headers = new ArrayList<>();
        if (retryAfter != null) {
            headers.addAll(List.of("retry-after", retryAfter));
        }
        if (reset != null) {
            headers.addAll(List.of("x-ratelimit-reset", reset));
        }
        ProviderAnswer answer = answer(429, HTML, headers.toArray(String[]::new));
        Duration wait = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(klarna.outcome(answer)).isEqualTo(new Busy(wait, null));
        assertThatThrownBy(() -> klarna.reading(assignment(Action.ACTIVATE, null), answer))
                .isInstanceOfSatisfying(ReadFailed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(Code.PROVIDER_BUSY);
                    assertThat(failed.waitTime()).isEqualTo(wait);
                });
    }

    @Test
    void the_correlation_id_comes_from_the_header_first_and_is_dropped_when_it_is_not_one() {
        assertThat(klarna.outcome(answer(403, REFUSAL, "klarna-correlation-id", "from-header"))
                        .correlationId())
                .isEqualTo("from-header");
        assertThat(klarna.outcome(answer(403, REFUSAL, "Klarna-Correlation-Id", "Sven\nSvensson"))
                        .correlationId())
                .isEqualTo("corr-1");
        assertThat(klarna.outcome(answer(500, "{\"correlation_id\":\"Sven Svensson\"}"))
                        .correlationId())
                .isNull();
    }

    @Test
    void a_200_with_an_order_is_a_reading() {
        String order = orderJson("AUTHORIZED", "ACCEPTED", 900, 0, 0, 900).toString();
        assertThat(klarna.reading(assignment(Action.ACTIVATE, null), answer(200, order))
                        .status())
                .isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(klarna.reading(assignment(Action.ACTIVATE, null), answer(200, "\ufeff" + order))
                        .remaining())
                .isEqualTo(900);
    }

    @ParameterizedTest
    @CsvSource({
        "404, NO_SUCH_ORDER, PAYMENT_NOT_FOUND",
        "404, , PAYMENT_NOT_FOUND",
        "400, INVALID_ORDER_ID, PAYMENT_NOT_FOUND",
        "422, INVALID_ORDER_ID, PAYMENT_NOT_FOUND",
        "400, BAD_VALUE, PROVIDER_UNAVAILABLE",
        "400, , PROVIDER_UNAVAILABLE",
        "401, , CREDENTIALS_REFUSED",
        "401, UNAUTHORIZED, CREDENTIALS_REFUSED",
        "403, , PROVIDER_UNAVAILABLE",
        "403, FORBIDDEN, CREDENTIALS_REFUSED",
        "201, , PROVIDER_UNAVAILABLE",
        "204, , PROVIDER_UNAVAILABLE",
        "302, , PROVIDER_UNAVAILABLE",
        "409, CONFLICT, PROVIDER_UNAVAILABLE",
        "500, INTERNAL_SERVER_ERROR, PROVIDER_UNAVAILABLE",
        "502, , PROVIDER_UNAVAILABLE",
        "503, TEMPORARILY_UNAVAILABLE, PROVIDER_UNAVAILABLE",
        "0, , PROVIDER_UNAVAILABLE",
    })
    void every_other_answer_to_a_read_says_why_there_is_no_reading(int status, String errorCode, Code code) {
        String body = errorCode == null ? HTML : "{\"error_code\":\"" + errorCode + "\",\"error_messages\":[\"Sven\"]}";
        assertThatThrownBy(() ->
                        klarna.reading(assignment(Action.ACTIVATE, null), answer(status, body, "Retry-After", "9")))
                .isInstanceOfSatisfying(ReadFailed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(code);
                    assertThat(failed.waitTime()).isEqualTo(Duration.ofSeconds(9));
                    assertThat(failed).hasMessageNotContaining("Sven");
                });
    }

    @ParameterizedTest
    @FieldSource("NO_ERROR_OBJECT")
    void a_200_that_holds_no_order_is_not_a_reading(String body) {
        assertUnavailable(answer(200, body));
    }

    @Test
    void an_order_larger_than_any_order_is_not_read() {
        String order = orderJson("AUTHORIZED", "ACCEPTED", 900, 0, 0, 900).toString();
        assertThat(klarna.reading(
                        assignment(Action.ACTIVATE, null),
                        answer(200, order + " ".repeat(8 * 1024 * 1024 - order.length()))))
                .isNotNull();
        ProviderAnswer larger = answer(200, order + " ".repeat(8 * 1024 * 1024 - order.length() + 1));
        assertThatThrownBy(() -> klarna.reading(assignment(Action.ACTIVATE, null), larger))
                .isInstanceOfSatisfying(
                        ReadFailed.class, failed -> assertThat(failed.code()).isEqualTo(Code.READING_CONTRADICTS));
    }

    @Test
    void a_large_order_within_reason_is_read() {
        String order = orderJson("AUTHORIZED", "ACCEPTED", 900, 0, 0, 900)
                .put("merchant_data", "x".repeat(1_000_000))
                .toString();
        assertThat(klarna.reading(assignment(Action.ACTIVATE, null), answer(200, order))
                        .remaining())
                .isEqualTo(900);
    }

    @Test
    void no_garbage_is_ever_an_exception_or_a_change_of_meaning_in_an_outcome() {
        Random random = new Random(1789);
        for (int i = 0; i < 4000; i++) {
            byte[] body = garbage(random, REFUSAL);
            assertThat(klarna.outcome(answer(204, body))).isInstanceOf(Done.class);
            assertThat(klarna.outcome(answer(500, body))).isInstanceOf(Unknown.class);
            assertThat(klarna.outcome(answer(409, body))).isInstanceOf(Unknown.class);
            Outcome outcome = klarna.outcome(answer(403, body));
            assertThat(outcome).isInstanceOfAny(Unknown.class, Refused.class);
            assertThat(outcome.toString()).doesNotContain("Sven").doesNotContain("Storgatan");
        }
    }

    @Test
    void no_garbage_is_ever_more_than_a_failed_read() {
        Random random = new Random(1905);
        String order =
                orderJson("PART_CAPTURED", "ACCEPTED", 20000, 12500, 0, 7500).toString();
        int readings = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] body = garbage(random, order);
            try {
                klarna.reading(assignment(Action.ACTIVATE, null), answer(200, body));
                readings++;
            } catch (ReadFailed failed) {
                assertThat(failed.code()).isIn(Code.PROVIDER_UNAVAILABLE, Code.READING_CONTRADICTS);
            }
        }
        assertThat(readings).isBetween(1, 3999);
    }

    /** The body torn off, with bytes changed, or wholly random. */
    private static byte[] garbage(Random random, String from) {
        byte[] body = from.getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(4)) {
            case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            case 2 -> {
                for (int i = 0; i < 5; i++) {
                    body[random.nextInt(body.length)] = (byte) "{}[]\",:0e-\\".charAt(random.nextInt(11));
                }
            }
            default -> {
                body = new byte[random.nextInt(200)];
                random.nextBytes(body);
            }
        }
        return body;
    }

    private void assertUnavailable(ProviderAnswer answer) {
        assertThatThrownBy(() -> klarna.reading(assignment(Action.ACTIVATE, null), answer))
                .isInstanceOfSatisfying(
                        ReadFailed.class, failed -> assertThat(failed.code()).isEqualTo(Code.PROVIDER_UNAVAILABLE));
    }
}
