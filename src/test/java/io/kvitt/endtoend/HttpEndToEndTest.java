package io.kvitt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.endtoend.Api.Reply;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is wrong with a call as HTTP is answered as everything else: a problem with a code. */
@EndToEnd
class HttpEndToEndTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ServletContext servlets;

    private Api api;

    @BeforeEach
    void open() {
        api = new Api(port);
    }

    @Test
    void what_the_server_needs_lies_with_the_data_and_not_among_temporary_files() {
        assertThat(servlets.getRealPath("/")).startsWith(EndToEnd.DATA.toString());
        assertThat(servlets.getAttribute(ServletContext.TEMPDIR).toString()).startsWith(EndToEnd.DATA.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/commands/a/b/c", "/attention/nothing", "/order-status-actions/nothing"})
    void a_path_that_is_not_there_is_not_found(String path) {
        problem(api.get(path), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /commands | GET, HEAD, POST",
                "PUT | /commands/1 | GET, HEAD",
                "GET | /commands/1/retry | POST",
                "PATCH | /order-references/1 | GET, HEAD, PUT",
                "PUT | /api-keys | GET, HEAD, POST",
                "DELETE | /attention | GET, HEAD",
                "DELETE | /order-status-actions | GET, HEAD, PUT",
                "POST | /audit | GET, HEAD"
            })
    void another_method_is_refused_with_those_that_may_be_used(String method, String path, String allowed) {
        Reply reply = api.send(method, path, "{}");

        problem(reply, 405, "method-not-allowed");
        assertThat(reply.http().headers().firstValue("Allow")).hasValue(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/commands", "/attention", "/orders/1", "/commands/unknown", "/commands?cursor=!", "/x"})
    void head_answers_like_get_without_the_body(String path) {
        Reply get = api.get(path);
        Reply head = api.send("HEAD", path, null);

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.http().body()).isEmpty();
        assertThat(head.http().headers().firstValue("Content-Type"))
                .isEqualTo(get.http().headers().firstValue("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/commands?stat=DONE",
                "/commands?State=DONE",
                "/orders/1?acount=klarna",
                "/audit?page=2",
                "/attention?state=x",
                "/webhook-deliveries?orderNumber=1",
                "/order-status-actions/unmapped?cursor=1"
            })
    void a_query_parameter_that_nobody_knows_is_refused(String path) {
        problem(api.get(path), 400, "unknown-field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/commands?cursor=1",
                "/commands?cursor=-5",
                "/commands?cursor=zzz",
                "/commands?cursor=!",
                "/attention?cursor=1",
                "/webhook-deliveries?cursor=1",
                "/commands?state=DONE&state=REFUSED"
            })
    void a_cursor_that_was_not_given_and_a_parameter_that_stands_twice_are_refused(String path) {
        problem(api.get(path), 400, "invalid-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/commands?cursor=%ZZ",
                "/commands?%=1",
                "/orders/1?a=%4",
                "/commands?orderNumber=%ff",
                "/files?state=%c3%28",
                "/audit?limit=%80"
            })
    void a_query_that_cannot_be_decoded_is_refused(String path) throws IOException {
        assertThat(raw("GET /api/v1" + path, "")).startsWith("HTTP/1.1 400").contains("problem+json", "\"code\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/%ZZ", "/orders/%E5", "/orders/a|b", "/orders/a{b"})
    void a_path_that_is_not_valid_http_is_refused_by_the_server_alike(String path) throws IOException {
        assertThat(raw("GET /api/v1" + path, ""))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"code\":\"bad-request\"")
                .doesNotContain("<html");
    }

    @Test
    void headers_that_are_too_large_are_refused_alike() throws IOException {
        assertThat(raw("GET /api/v1/commands", "X-Large: " + "a".repeat(20_000) + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"bad-request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "gzip, identity"})
    void an_encoding_that_is_not_understood_is_refused(String encoding) {
        problem(api.send("POST", "/commands", "{}", "Content-Encoding", encoding), 415, "unsupported-media-type");
    }

    @Test
    void what_else_the_server_ends_with_a_bare_status_is_a_problem_too() throws IOException {
        assertThat(raw("GET /actuator/nothing", "")).startsWith("HTTP/1.1 404").contains("\"code\":\"not-found\"");
        assertThat(raw("GET /actuator/prometheus", "Accept: image/png\r\n"))
                .startsWith("HTTP/1.1 406")
                .contains("\"code\":\"not-acceptable\"");
    }

    private static void problem(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(status);
        assertThat(reply.http().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.body().path("status").asInt()).isEqualTo(status);
        assertThat(reply.body().path("message").path("sv").asText()).isNotBlank();
        assertThat(reply.body().path("message").path("en").asText()).isNotBlank();
    }

    private String raw(String call, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((call + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: " + Api.ALL_POWERFUL_KEY
                                    + "\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
