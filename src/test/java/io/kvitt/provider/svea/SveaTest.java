package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kvitt.Bound;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import io.kvitt.payment.PaymentStatus;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.Outcome.Busy;
import io.kvitt.provider.Outcome.Done;
import io.kvitt.provider.Outcome.Ended;
import io.kvitt.provider.Outcome.Refused;
import io.kvitt.provider.Outcome.Unknown;
import io.kvitt.provider.Outcome.Working;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ReadFailed;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SveaTest {

    private static final String HTML = "<html><body>Service Unavailable</body></html>";
    private static final String TASK = "/api/v1/queue/55501";
    private static final Map<String, String> LOCATION = Map.of("Location", "https://svea.example" + TASK);

    private final Svea svea = new Svea(
            new SveaRequests(), new SveaSignature(java.time.Clock.systemUTC()), Bound.settings(SveaSettings.class));

    // readings

    @Test
    void an_order_is_read_with_or_without_a_byte_order_mark() {
        String json = json("Invoice", "Open", "Active", 0, bothRows(INVOICE_ROW), "[]", INVOICE_ACTIONS);

        assertThat(svea.reading(assignment(Action.ACTIVATE), answer(200, json)).status())
                .isEqualTo(PaymentStatus.AUTHORIZED);
        assertThat(svea.reading(assignment(Action.ACTIVATE), answer(200, "\ufeff" + json))
                        .status())
                .isEqualTo(PaymentStatus.AUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({
        "401,,CREDENTIALS_REFUSED",
        "401,<html>,CREDENTIALS_REFUSED",
        "403,,CREDENTIALS_REFUSED",
        "403,null,CREDENTIALS_REFUSED",
        "403,<html>,PROVIDER_UNAVAILABLE",
        "404,,PAYMENT_NOT_FOUND",
        "404,{},PAYMENT_NOT_FOUND",
        "404,<html>,PROVIDER_UNAVAILABLE",
        "429,,PROVIDER_BUSY",
        "429,<html>,PROVIDER_BUSY",
        "500,{},PROVIDER_UNAVAILABLE",
        "502,<html>,PROVIDER_UNAVAILABLE",
        "503,,PROVIDER_UNAVAILABLE",
        "400,{},PROVIDER_UNAVAILABLE",
        "303,,PROVIDER_UNAVAILABLE",
        "204,,PROVIDER_UNAVAILABLE",
        "200,,PROVIDER_UNAVAILABLE",
        "200,<html>,PROVIDER_UNAVAILABLE",
        "200,'{\"Id\":55501,\"Status\":\"InProgress\"}',PROVIDER_UNAVAILABLE",
        "0,,PROVIDER_UNAVAILABLE"
    })
    void an_answer_without_a_payment_says_why(int status, String body, Code code) {
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(() -> svea.reading(assignment(Action.ACTIVATE), answer(status, body == null ? "" : body)))
                .satisfies(failed -> assertThat(failed.code()).isEqualTo(code));
    }

    @Test
    void the_wait_that_svea_asks_for_is_passed_on() {
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(
                        () -> svea.reading(assignment(Action.ACTIVATE), answer(429, "", Map.of("retry-after", "17"))))
                .satisfies(failed -> assertThat(failed.waitTime()).isEqualTo(Duration.ofSeconds(17)));
        assertThat(outcome(429, "", Map.of("Retry-After", "17"))).isEqualTo(new Busy(Duration.ofSeconds(17), null));
        assertThat(outcome(429, "", Map.of("Retry-After", "soon"))).isEqualTo(new Busy(null, null));
        assertThat(outcome(429, "", Map.of("Retry-After", "-5"))).isEqualTo(new Busy(null, null));
    }

    // writes

    @ParameterizedTest
    @ValueSource(ints = {201, 202})
    void queued_work_is_asked_after_at_its_task(int status) {
        assertThat(outcome(status, "{\"DeliveryId\":912345678901}", LOCATION))
                .isEqualTo(new Working(TASK, "delivery:912345678901", null));
        assertThat(outcome(status, "", LOCATION)).isEqualTo(new Working(TASK, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"CreditId\":1783}",
                "{\"CreditId\":\"1783\"}",
                "{\"creditid\":[1783]}",
                "{\"CreditId\":[\"1783\"]}"
            })
    void a_credit_id_may_be_a_number_a_text_or_a_list(String body) {
        assertThat(outcome(202, body, LOCATION)).isEqualTo(new Working(TASK, "credit:1783", null));
        assertThat(outcome(200, body, Map.of())).isEqualTo(new Done("credit:1783", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"CreditId\":null}",
                "{\"CreditId\":[]}",
                "{\"CreditId\":{}}",
                "{\"CreditId\":\"Anna Ek\"}",
                "[]",
                "null"
            })
    void what_is_no_id_is_no_reference(String body) {
        assertThat(outcome(200, body, Map.of())).isEqualTo(new Done(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/queue/55501",
                "api/v1/queue/55501",
                "/api/v1/queue/55501/",
                "http://svea.example:8080/api/v1/queue/55501",
                "https://evil.example/api/v1/queue/55501",
                "//evil.example/api/v1/queue/55501",
                "https://proxy.example/svea/test/api/v1/queue/55501"
            })
    void of_a_location_only_the_tasks_id_is_believed(String location) {
        assertThat(outcome(202, "", Map.of("location", location))).isEqualTo(new Working(TASK, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/api/v1/orders/7001",
                "/api/v1/queue/",
                "/api/v1/queue/1/2",
                "/api/v1/queue/..",
                "/api/v1/queue/%2e%2e",
                "/api/v1/queue/1?x=1",
                "/api/v1/queue/1#x",
                "/xapi/v1/queue/1",
                "https://evil.example/?/api/v1/queue/1",
                "mailto:api/v1/queue/1",
                "not a location"
            })
    void accepted_without_a_task_to_ask_after_is_unknown(String location) {
        assertThat(outcome(202, "{\"DeliveryId\":1}", Map.of("Location", location)))
                .isInstanceOf(Unknown.class);
        assertThat(outcome(202, "{\"DeliveryId\":1}", Map.of())).isInstanceOf(Unknown.class);
        assertThat(outcome(201, "", Map.of())).isInstanceOf(Unknown.class);
    }

    @Test
    void an_empty_success_is_done() {
        assertThat(outcome(204, "", Map.of())).isEqualTo(new Done(null, null));
        assertThat(outcome(200, "", Map.of())).isEqualTo(new Done(null, null));
        assertThat(outcome(200, "{\"DeliveryId\":5588001}", Map.of())).isEqualTo(new Done("delivery:5588001", null));
    }

    @Test
    void a_success_that_only_looks_like_one_is_not_done() {
        assertThat(outcome(200, HTML, Map.of())).isInstanceOf(Unknown.class);
        assertThat(outcome(200, "{\"Id\":55501,\"Status\":\"InProgress\"}", Map.of()))
                .isInstanceOf(Unknown.class);
        assertThat(outcome(200, "", LOCATION)).isInstanceOf(Working.class);
        assertThat(outcome(303, "", Map.of("Location", "/api/v1/orders/7001"))).isInstanceOf(Unknown.class);
        assertThat(outcome(302, "", LOCATION)).isInstanceOf(Unknown.class);
        assertThat(outcome(206, "", Map.of())).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Code\":400,\"Message\":\"Anna Ek\",\"Errors\":[{\"Code\":1001,\"ErrorMessage\":\"Anna Ek\"}]}|400",
                "{\"Errors\":[{\"Code\":1001,\"Field\":\"Name\",\"ErrorMessage\":\"Anna Ek\"}]}|1001",
                "{\"resultCode\":20017,\"errorMessage\":\"Anna Ek\"}|20017",
                "{\"code\":\"20017\",\"message\":\"Anna Ek\"}|20017",
                "{\"Code\":\"Anna Ek\"}|",
                "{\"Code\":null,\"Errors\":[]}|",
                "{\"Code\":{},\"Errors\":{}}|",
                "null|",
                "[]|",
                "{}|"
            })
    void a_refusal_carries_sveas_code_and_never_its_text(String body, String providerCode) {
        Refused expected = new Refused(Code.PROVIDER_REFUSED, providerCode, null);

        assertThat(outcome(400, body, Map.of())).isEqualTo(expected);
        assertThat(outcome(400, "\ufeff" + body, Map.of())).isEqualTo(expected);
    }

    @Test
    void a_refusal_may_have_its_text_in_a_header_or_nowhere() {
        assertThat(outcome(400, "", Map.of("ErrorMessage", "Anna Ek är okänd")))
                .isEqualTo(new Refused(Code.PROVIDER_REFUSED, null, null));
        assertThat(outcome(400, "", Map.of())).isEqualTo(new Refused(Code.PROVIDER_REFUSED, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "401,CREDENTIALS_REFUSED",
        "403,CREDENTIALS_REFUSED",
        "404,PAYMENT_NOT_FOUND",
        "409,PROVIDER_REFUSED",
        "422,PROVIDER_REFUSED"
    })
    void a_client_error_of_sveas_own_is_a_refusal(int status, Code code) {
        assertThat(outcome(status, "", Map.of())).isEqualTo(new Refused(code, null, null));
        assertThat(outcome(status, "{\"Code\":7}", Map.of())).isEqualTo(new Refused(code, "7", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 413, 500, 502, 503, 504, 599, 302, 303, 408, 0, 100, 600, -1})
    void html_or_a_server_error_tells_nothing_about_a_write(int status) {
        assertThat(outcome(status, HTML, Map.of())).isEqualTo(new Unknown("status " + status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 408, 303})
    void a_body_of_sveas_own_does_not_make_a_failure_known(int status) {
        assertThat(outcome(status, "{\"Code\":20017}", Map.of("Retry-After", "5")))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void the_correlation_id_is_kept_when_it_is_one() {
        assertThat(outcome(204, "", Map.of("x-svea-correlationid", "0b6f2e-77")))
                .isEqualTo(new Done(null, "0b6f2e-77"));
        assertThat(outcome(204, "", Map.of("x-svea-correlationid", "Anna Ek"))).isEqualTo(new Done(null, null));
    }

    // tasks

    @ParameterizedTest
    @ValueSource(strings = {"{\"Id\":55501,\"Status\":\"InProgress\"}", "{\"id\":55501,\"status\":\"INPROGRESS\"}"})
    void a_task_in_progress_is_asked_after_again(String body) {
        assertThat(svea.taskOutcome(TASK, answer(200, body))).isEqualTo(new Working(TASK, null, null));
    }

    @Test
    void a_task_that_points_to_its_result_has_ended_and_is_not_believed_unread() {
        assertThat(svea.taskOutcome(TASK, answer(303, "", Map.of("Location", "/api/v1/orders/7001"))))
                .isEqualTo(new Ended(null));
    }

    @ParameterizedTest
    @CsvSource({
        "200,'{\"Id\":55501,\"Status\":\"Failed\"}'",
        "200,'{\"Id\":55501,\"Status\":\"Completed\"}'",
        "200,'{\"Id\":55501,\"Status\":\"In Progress\"}'",
        "200,'{\"Id\":7001,\"OrderStatus\":\"Open\"}'",
        "200,<html>",
        "200,''",
        "202,'{\"Status\":\"InProgress\"}'",
        "204,''",
        "302,''",
        "400,''",
        "401,''",
        "404,''"
    })
    void any_other_answer_about_a_task_leaves_its_result_to_a_reading(int status, String body) {
        assertThat(svea.taskOutcome(TASK, answer(status, body))).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void a_task_is_not_given_up_because_svea_is_out_of_order(int status) {
        assertThat(svea.taskOutcome(TASK, answer(status, HTML))).isEqualTo(new Working(TASK, null, null));
    }

    // garbage

    @Test
    void garbage_never_makes_a_write_done_and_never_throws() {
        Random random = new Random(7001);
        for (int i = 0; i < 5000; i++) {
            byte[] body = new byte[1 + random.nextInt(60)];
            random.nextBytes(body);
            body[0] = '{';
            int status = random.nextInt(700) - 50;
            ProviderAnswer garbage = new ProviderAnswer(status, Map.of("Location", "\u0000" + i), body);

            Outcome outcome = svea.outcome(garbage);
            if (status != 204) {
                assertThat(outcome).isNotInstanceOf(Done.class);
            }
            assertThat(outcome).isNotInstanceOf(Working.class);
            assertThat(svea.taskOutcome(TASK, garbage)).isNotNull();
            assertThatExceptionOfType(ReadFailed.class)
                    .isThrownBy(() -> svea.reading(assignment(Action.ACTIVATE), garbage));
        }
    }

    @Test
    void json_without_end_is_no_answer() {
        String deep = "[".repeat(100_000);

        assertThat(outcome(400, deep, Map.of())).isInstanceOf(Unknown.class);
        assertThat(outcome(400, "{} {}", Map.of())).isInstanceOf(Unknown.class);
        assertThatExceptionOfType(ReadFailed.class)
                .isThrownBy(() -> svea.reading(assignment(Action.ACTIVATE), answer(200, deep)));
    }

    @Test
    void svea_settles_within_ninety_seconds_and_knows_no_keys() {
        assertThat(svea.settlingTime()).isEqualTo(Duration.ofSeconds(90));
        assertThat(svea.keyLife()).isZero();
    }

    private Outcome outcome(int status, String body, Map<String, String> headers) {
        return svea.outcome(answer(status, body, headers));
    }
}
