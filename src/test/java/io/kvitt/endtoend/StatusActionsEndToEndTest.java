package io.kvitt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.endtoend.Api.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@EndToEnd
class StatusActionsEndToEndTest {

    private static final String SETTINGS =
            "{'default':{'activate':{'enabled':true,'statuses':['Levererad','010','no']}}}";

    @LocalServerPort
    private int port;

    private Api api;
    private StatusActions actions;

    @BeforeEach
    void connect() {
        api = new Api(port);
        actions = new StatusActions(api);
    }

    @Test
    void what_is_put_is_got_back_under_a_new_version() {
        Reply put = actions.set(SETTINGS);
        Reply got = api.get("/order-status-actions");

        assertThat(put.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(put.body());
        assertThat(version(got)).isEqualTo(version(put));
        assertThat(got.body().path("default").path("activate").path("statuses")).hasSize(3);
    }

    @Test
    void a_change_has_to_say_which_version_it_was_made_to_and_the_second_of_two_is_told() {
        String seen = version(api.get("/order-status-actions"));

        assertThat(api.send("PUT", "/order-status-actions", "{}").status()).isEqualTo(428);
        assertThat(actions.put(SETTINGS, seen).status()).isEqualTo(200);
        assertThat(actions.put(SETTINGS, seen).status()).isEqualTo(412);
        assertThat(actions.put(SETTINGS, "W/\"1\"").status()).isEqualTo(400);
    }

    @Test
    void a_status_in_two_groups_is_refused_by_name() {
        Reply reply = actions.set(
                "{'default':{'activate':{'statuses':['Levererad']},'reverse':{'statuses':['levererad ']}}}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text("code")).isEqualTo("status-overlap");
        assertThat(reply.body().path("violations").get(0).path("remedy").asText())
                .contains("levererad", "activate", "reverse");
    }

    @Test
    void every_version_is_kept_with_who_and_when_and_any_can_be_made_the_newest_again() {
        Reply old = actions.set(SETTINGS);
        actions.set("{}");

        Reply rolledBack = api.send(
                "POST", "/order-status-actions/versions/" + version(old).replace("\"", "") + "/rollback", null);
        JsonNode newest = api.get("/order-status-actions/versions")
                .body()
                .path("versions")
                .get(0);

        assertThat(rolledBack.body()).isEqualTo(old.body());
        assertThat("\"" + newest.path("rollbackOf").asText() + "\"").isEqualTo(version(old));
        assertThat(newest.path("inEffect").asBoolean()).isTrue();
        assertThat(newest.path("changedBy").asText()).isNotEmpty();
        assertThat(api.get("/order-status-actions/versions/"
                                + newest.path("version").asText())
                        .body())
                .isEqualTo(old.body());
        assertThat(api.send("POST", "/order-status-actions/versions/999999/rollback", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void settings_leave_and_come_back_as_yaml() {
        actions.set(SETTINGS);
        String yaml = yaml("GET", null).body().asText();

        assertThat(yaml).contains("activate:", "- Levererad", "'010'", "'no'");
        assertThat(yaml("PUT", yaml).body().asText()).isEqualTo(yaml);
        assertThat(yaml("PUT", "default:\n  activate:\n    statuses: [no, 010, 40, Levererad]\n")
                        .body()
                        .asText())
                .contains("'no'", "'010'", "'40'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/yaml | application/yaml",
                "application/json | application/json",
                "application/json, application/yaml, application/problem+json | application/json",
                "application/yaml, application/json | application/yaml",
                "application/yaml;q=0.5, application/json | application/json",
                "application/json;q=0.5, application/yaml | application/yaml",
                "*/*, application/yaml | application/yaml",
                "*/* | application/json",
                "text/html | application/json",
                "nonsense | application/json"
            })
    void they_are_told_in_the_form_that_is_liked_best(String accept, String form) {
        assertThat(api.send("GET", "/order-status-actions", null, "Accept", accept)
                        .http()
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default: {activate: {status: [a]}}",
                "default: {activate: {statuses: }}",
                "default: {activate: {enabled: yes}}",
                "default: {ignore: [a]}\ndefault: {ignore: [b]}",
                "default: !!java.net.URL ['http://127.0.0.1']",
                "default: {ignore: [!!str a]}",
                "a: &a [x]\nb: *a",
                "{}\n---\n{}",
                "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
                "default: {ignore: [{a: b}]}",
                "- a",
                "default: ["
            })
    void what_is_not_strictly_the_document_is_refused(String yaml) {
        assertThat(yaml("PUT", yaml).status()).isEqualTo(400);
    }

    @Test
    void a_document_that_is_too_large_is_refused() {
        assertThat(yaml("PUT", "default: {ignore: ['" + "x".repeat(256 * 1024) + "']}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_moment_that_has_passed_is_no_moment_to_begin() {
        String version = version(api.get("/order-status-actions"));

        assertThat(api.send(
                                "PUT",
                                "/order-status-actions?effectiveFrom=2020-01-01T00:00:00Z",
                                "{}",
                                "If-Match",
                                version)
                        .text("code"))
                .isEqualTo("invalid-value");
    }

    private static String version(Reply reply) {
        return reply.http().headers().firstValue("ETag").orElseThrow();
    }

    private Reply yaml(String method, @Nullable String yaml) {
        return api.send(
                method,
                "/order-status-actions",
                yaml,
                "Accept",
                "application/yaml",
                "Content-Type",
                "application/yaml",
                "If-Match",
                version(api.get("/order-status-actions")));
    }
}
