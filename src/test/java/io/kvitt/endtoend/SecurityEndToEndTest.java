package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.IDENTITY_PROVIDER;
import static io.kvitt.endtoend.IdentityProvider.claims;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.number;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.kvitt.endtoend.Api.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What callers are let do, and what becomes of attempts on more than that. */
@EndToEnd
class SecurityEndToEndTest {

    @LocalServerPort
    private int port;

    private Api admin;
    private Api nobody;

    @BeforeEach
    void connect() {
        admin = new Api(port);
        nobody = new Api(port, new String[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/commands", "/audit", "/api-keys", "/users", "/order-references/1", "/nothing/here"})
    void nobody_is_let_in_without_a_key(String path) {
        Reply refused = nobody.get(path);

        problem(refused, 401, "unauthenticated");
        assertThat(refused.body().path("message").path("sv").asText()).contains("nyckel");
        assertThat(refused.http().headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void health_is_public_and_tells_nothing() throws IOException {
        assertThat(raw("GET /actuator/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("\"status\":\"UP\"")
                .doesNotContain("components", "details");
        assertThat(raw("GET /actuator/info HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void a_wrong_key_or_two_keys_open_nothing_even_beside_a_good_one() {
        problem(new Api(port, "X-API-Key", "wrong").get("/commands"), 401, "unauthenticated");
        problem(new Api(port, "X-API-Key", "kvitt_" + "A".repeat(43)).get("/commands"), 401, "unauthenticated");
        problem(
                new Api(port, "X-API-Key", Api.ALL_POWERFUL_KEY, "X-API-Key", "wrong").get("/commands"),
                401,
                "unauthenticated");
        problem(
                new Api(port, "X-API-Key", Api.ALL_POWERFUL_KEY, "Authorization", "Bearer x").get("/commands"),
                401,
                "unauthenticated");
    }

    @Test
    void a_call_needs_its_own_permission_and_what_nobody_knows_is_denied() {
        Api reader = keyFor("payments.read", "*");

        assertThat(reader.get("/commands").status()).isEqualTo(200);
        problem(reader.command(activate("klarna", make(order("klarna")))), 403, "permission-missing");
        problem(reader.get("/audit"), 403, "permission-missing");
        problem(reader.get("/order-status-actions"), 403, "permission-missing");
        problem(reader.send("POST", "/commands/x/retry", ""), 403, "permission-missing");
        problem(admin.send("DELETE", "/commands", null), 405, "method-not-allowed");
        problem(admin.get("/nothing/here"), 404, "not-found");
        problem(new Api(port, new String[0]).get("/nothing/here"), 401, "unauthenticated");
    }

    @Test
    void a_key_is_shown_once_and_two_are_live_while_one_takes_over() {
        String name = "erp-" + number();
        Reply first = issue(name, "payments.read", "*");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("key")).matches("kvitt_[A-Za-z0-9_-]{43}");
        problem(issue(name, "payments.read", "*"), 409, "name-taken");

        Reply second = admin.send("POST", "/api-keys/" + name + "/rotate", "");
        assertThat(second.status()).isEqualTo(201);
        Api old = new Api(port, "X-API-Key", first.text("key"));
        Api young = new Api(port, "X-API-Key", second.text("key"));
        assertThat(old.get("/commands").status()).isEqualTo(200);
        assertThat(young.get("/commands").status()).isEqualTo(200);
        problem(admin.send("POST", "/api-keys/" + name + "/rotate", ""), 409, "two-keys-live");

        Reply listed = admin.get("/api-keys");
        assertThat(listed.body().toString()).contains(name, "lastUsedAt").doesNotContain(first.text("key"));

        assertThat(admin.send("DELETE", "/api-keys/" + first.text("id"), null).status())
                .isEqualTo(200);
        problem(old.get("/commands"), 401, "unauthenticated");
        assertThat(young.get("/commands").status()).isEqualTo(200);
        assertThat(audited("api-key.")).contains("key:tests api-key.revoke " + name);
        assertThat(audited("api-key.")).contains("key:tests api-key.rotate " + name);
    }

    @Test
    void nobody_gives_away_more_than_they_have() {
        Api clerk = keyFor("settings.write", "klarna");

        problem(
                clerk.send("POST", "/api-keys", key("x-" + number(), "payments.act", "klarna")),
                403,
                "more-than-yours");
        problem(
                clerk.send("POST", "/api-keys", key("x-" + number(), "settings.write", "svea")),
                403,
                "more-than-yours");
        problem(clerk.send("POST", "/api-keys", key("x-" + number(), "settings.write", "*")), 403, "more-than-yours");
        Reply foreign = issue("erp-" + number(), "payments.act", "*");
        problem(clerk.send("POST", "/api-keys/" + foreign.text("name") + "/rotate", ""), 403, "more-than-yours");
        problem(clerk.send("DELETE", "/api-keys/" + foreign.text("id"), null), 403, "more-than-yours");
    }

    @Test
    void a_caller_acts_on_its_own_accounts_only() {
        Api shop = keyFor("payments.act\",\"payments.read", "klarna");
        String own = make(order("klarna"));
        String foreign = make(order("svea"));
        String ownNumber = number();
        String foreignNumber = number();
        refer(admin, ownNumber, "klarna", own);
        refer(admin, foreignNumber, "svea", foreign);

        problem(shop.command(activate("svea", foreign)), 403, "account-not-allowed");
        problem(shop.command(byNumber(foreignNumber)), 403, "account-not-allowed");
        problem(shop.command(byNumber("unknown-" + number())), 403, "account-not-allowed");
        problem(refer(shop, number(), "svea", foreign), 403, "account-not-allowed");
        problem(
                shop.send(
                        "POST",
                        "/order-references",
                        "{\"orderNumber\":\"" + foreignNumber
                                + "\",\"account\":\"svea\",\"providerOrderId\":\"x\",\"currency\":\"SEK\"}",
                        "Content-Type",
                        "application/x-ndjson"),
                403,
                "account-not-allowed");
        assertThat(shop.get("/order-references/" + foreignNumber).status()).isEqualTo(404);
        String alike = make(order("klarna"));
        assertThat(refer(shop, foreignNumber, "klarna", alike).status()).isEqualTo(200);
        assertThat(admin.get("/order-references/" + foreignNumber + "?account=svea")
                        .text("providerOrderId"))
                .isEqualTo(foreign);
        assertThat(shop.get("/order-references/" + foreignNumber).text("providerOrderId"))
                .isEqualTo(alike);
        assertThat(shop.get("/order-references/" + foreignNumber + "?account=svea")
                        .status())
                .isEqualTo(404);
        assertThat(effects("svea", foreign)).isEmpty();

        assertThat(shop.command(byNumber(ownNumber)).text("state")).isEqualTo("SUCCEEDED");
        assertThat(shop.get("/order-references/" + ownNumber).status()).isEqualTo(200);
    }

    @Test
    void a_caller_sees_its_own_accounts_only() {
        Api shop = keyFor("payments.read\",\"operations", "klarna");
        String foreign = admin.command(activate("svea", make(order("svea")))).text("commandId");
        String own = admin.command(activate("klarna", make(order("klarna")))).text("commandId");

        problem(shop.get("/commands/" + foreign), 404, "command-not-found");
        problem(shop.send("POST", "/commands/" + foreign + "/retry", ""), 404, "command-not-found");
        problem(shop.send("POST", "/commands/" + foreign + "/resolve", "{\"note\":\"n\"}"), 404, "command-not-found");
        assertThat(shop.get("/commands/" + own).status()).isEqualTo(200);
        assertThat(shop.get("/commands").body().path("commands").findValuesAsText("account"))
                .isNotEmpty()
                .containsOnly("klarna");
        assertThat(shop.get("/commands?account=svea").body().path("commands")).isEmpty();
    }

    @Test
    void a_token_of_the_identity_provider_opens_what_its_claims_say() {
        Api warehouse = bearer(IDENTITY_PROVIDER.signed(claims().build()));

        assertThat(warehouse.get("/commands").status()).isEqualTo(200);
        assertThat(warehouse.get("/session").body().toString())
                .contains("jwt:warehouse", "payments.read", "klarna", "svea")
                .doesNotContain("roles-of-others", "csrf");
        problem(warehouse.command(activate("klarna", "x")), 403, "permission-missing");
    }

    static Stream<String> bad_tokens() {
        Instant past = Instant.now().minusSeconds(3600);
        JWTClaimsSet good = claims().build();
        String signed = IDENTITY_PROVIDER.signed(good);
        return Stream.of(
                IDENTITY_PROVIDER.signed(
                        claims().expirationTime(Date.from(past)).build()),
                IDENTITY_PROVIDER.signed(claims().expirationTime(null).build()),
                IDENTITY_PROVIDER.signed(
                        claims().notBeforeTime(Date.from(Instant.now().plusSeconds(600)))
                                .build()),
                IDENTITY_PROVIDER.signed(claims().issuer("https://other.test").build()),
                IDENTITY_PROVIDER.signed(claims().audience("another-system").build()),
                IDENTITY_PROVIDER.signed(claims().subject("bad\r\nname").build()),
                IdentityProvider.signedByAnother(good),
                IdentityProvider.unsigned(good),
                signed.substring(0, signed.lastIndexOf('.') + 1),
                "x");
    }

    @ParameterizedTest
    @MethodSource("bad_tokens")
    void a_token_that_is_not_exactly_right_opens_nothing(String token) {
        problem(bearer(token).get("/commands"), 401, "unauthenticated");
    }

    @Test
    void a_person_logs_in_and_changes_need_the_sessions_own_token() {
        String name = user();
        Reply login = logIn(nobody, name, PASSWORD);
        assertThat(login.status()).isEqualTo(200);
        String cookie = login.http().headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("KVITT_SESSION=", "HttpOnly", "SameSite=Strict");
        String session = cookie.split(";")[0];
        Api browser = new Api(port, "Cookie", session);

        assertThat(browser.get("/session").text("caller")).isEqualTo("user:" + name);
        assertThat(browser.get("/commands").status()).isEqualTo(200);
        String id = make(order("klarna"));
        problem(browser.command(activate("klarna", id)), 403, "csrf-token-missing");
        problem(
                new Api(port, "Cookie", session, "X-CSRF-TOKEN", "made-up").command(activate("klarna", id)),
                403,
                "csrf-token-missing");
        assertThat(effects("klarna", id)).isEmpty();

        Api page = new Api(port, "Cookie", session, login.text("csrfHeader"), login.text("csrfToken"));
        assertThat(page.command(activate("klarna", id)).text("state")).isEqualTo("SUCCEEDED");
        problem(browser.send("DELETE", "/session", null), 403, "csrf-token-missing");
        assertThat(page.send("DELETE", "/session", null).status()).isEqualTo(204);
        problem(browser.get("/commands"), 401, "unauthenticated");
    }

    @Test
    void a_session_that_was_there_before_the_login_gets_another_id() {
        String name = user();
        String planted = cookie(logIn(nobody, name, PASSWORD));
        Api victim = new Api(port, "Cookie", planted);

        Reply login = logIn(victim, name, PASSWORD);

        assertThat(cookie(login)).isNotEqualTo(planted);
        problem(victim.get("/commands"), 401, "unauthenticated");
        assertThat(cookie(logIn(new Api(port, "Cookie", "KVITT_SESSION=chosen-by-the-attacker"), name, PASSWORD)))
                .doesNotContain("chosen");
    }

    @Test
    void a_removed_user_s_session_ends_with_it() {
        String name = user();
        Api browser = new Api(port, "Cookie", cookie(logIn(nobody, name, PASSWORD)));
        assertThat(browser.get("/commands").status()).isEqualTo(200);

        assertThat(admin.send("DELETE", "/users/" + name, null).status()).isEqualTo(200);

        problem(browser.get("/commands"), 401, "unauthenticated");
    }

    @Test
    void a_new_password_ends_the_sessions_of_the_old_one_and_so_does_a_new_user_of_the_name() {
        String name = user();
        Api browser = new Api(port, "Cookie", cookie(logIn(nobody, name, PASSWORD)));
        put(name, PASSWORD + " and more");

        problem(browser.get("/commands"), 401, "unauthenticated");

        Api again = new Api(port, "Cookie", cookie(logIn(nobody, name, PASSWORD + " and more")));
        admin.send("DELETE", "/users/" + name, null);
        put(name, PASSWORD + " and more");
        problem(again.get("/commands"), 401, "unauthenticated");
    }

    @Test
    void a_change_without_a_body_needs_no_declaration_when_it_comes_with_a_key() throws Exception {
        String path = "/api/v1/commands/none-" + number() + "/retry HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

        assertThat(raw("POST " + path + "X-API-Key: " + Api.ALL_POWERFUL_KEY + "\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(raw("POST " + path + "Cookie: KVITT_SESSION=x\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .doesNotStartWith("HTTP/1.1 404");
    }

    @Test
    void the_audit_trail_is_shown_to_those_who_may_see_all_accounts_only() {
        Reply made = admin.send(
                "POST",
                "/api-keys",
                "{\"name\":\"scoped-" + number() + "\",\"permissions\":[\"operations\"],\"accounts\":[\"klarna\"]}");
        Api scoped = new Api(port, "X-API-Key", made.text("key"));

        problem(scoped.get("/audit"), 403, "account-not-allowed");
        problem(scoped.get("/audit/verification"), 403, "account-not-allowed");
    }

    @Test
    void guessing_a_password_locks_the_name_and_cannot_be_told_from_guessing_a_name() {
        String name = user();
        for (int i = 0; i < 5; i++) {
            problem(logIn(nobody, name, "wrong password " + i), 401, "login-failed");
        }
        Reply locked = logIn(nobody, name, PASSWORD);
        Reply unknown = logIn(nobody, "nobody-" + number(), PASSWORD);

        problem(locked, 401, "login-failed");
        assertThat(unknown.body()).isEqualTo(locked.body());
        problem(nobody.send("POST", "/session", "name=x", "Content-Type", "text/plain"), 401, "login-failed");
        problem(nobody.send("POST", "/session", "{".repeat(900)), 401, "login-failed");
        problem(logIn(nobody, "\\u0000", PASSWORD), 401, "login-failed");
        problem(logIn(nobody, "x\",\"name\":\"y", PASSWORD), 401, "login-failed");
    }

    @Test
    void every_denied_call_is_audited_without_what_the_caller_wrote() {
        Api reader = keyFor("payments.read", "*");
        String caller = reader.get("/session").text("caller");
        reader.get("/audit");
        reader.get("/audit");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> audited("denied").stream().anyMatch(entry -> entry.startsWith(caller + " denied")));
        assertThat(audited("denied")).anyMatch(entry -> entry.equals(caller + " denied GET /api/v1/audit/**"));
    }

    @Test
    void the_audit_trail_is_read_in_pages_and_proved() {
        issue("erp-" + number(), "payments.read", "*");
        issue("erp-" + number(), "payments.read", "*");
        Reply first = admin.get("/audit?limit=1");
        Reply second = admin.get("/audit?limit=1&cursor=" + first.text("nextCursor"));
        JsonNode newest = first.body().path("entries").get(0);
        JsonNode older = second.body().path("entries").get(0);

        assertThat(newest.path("previous").asText())
                .isEqualTo(older.path("digest").asText());
        Reply verification = admin.get("/audit/verification");
        assertThat(verification.body().path("intact").asBoolean()).isTrue();
        assertThat(admin.get("/audit/verification?noted=" + verification.text("head"))
                        .body()
                        .path("intact")
                        .asBoolean())
                .isTrue();
        assertThat(admin.get("/audit/verification?noted=1:" + "0".repeat(64))
                        .body()
                        .path("brokenAt")
                        .asLong())
                .isEqualTo(1);
        assertThat(admin.get("/audit/verification?noted=x").status()).isEqualTo(400);
        assertThat(admin.get("/audit?cursor=-1").status()).isEqualTo(400);
        assertThat(admin.get("/audit?cursor=1").status()).as("invented").isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/order-references/%2e%2e%2fcommands, 400",
        "/api/v1/order-references/a%2Fb, 404",
        "/api/v1/order-references/a%2F..%2Fb, 400",
        "/api/v1/order-references/..%2fcommands, 400",
        "/api/v1/order-references/%2Fcommands, 400",
        "/api/v1%2Fcommands, 404",
        "/api/v1/order-references/a;b=c, 400",
        "/api/v1//commands, 400",
        "/api/v1/order-references/../commands, 400",
        "/api/v1/order-references/%252e%252e, 400",
        "/api/v1/order-references/a%0d%0aSet-Cookie:x, 400",
        "/api/v1/order-references/a%00, 400",
        "/api/v1/COMMANDS, 404",
        "/api/v1/commands/, 404",
        "/API/v1/commands, 404",
    })
    void tricks_with_the_path_lead_nowhere(String path, int status) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + Api.ALL_POWERFUL_KEY
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("Set-Cookie", "commandId");
    }

    @Test
    void an_oversized_header_is_cut_short() throws IOException {
        assertThat(raw("GET /api/v1/commands HTTP/1.1\r\nHost: x\r\nX-API-Key: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void line_breaks_in_ids_and_names_are_refused_and_never_shown_again() {
        Reply refused = admin.command("{'commandId':'a\\r\\nSet-Cookie: x','action':'activate','orderNumber':'1'}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).doesNotContain("Set-Cookie");
        assertThat(issue("erp\\r\\nINFO forged", "payments.read", "*").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "\""})
    void a_bomb_of_json_is_refused(String part) {
        assertThat(admin.command(part.repeat(100_000)).status()).isEqualTo(400);
        assertThat(admin.send("POST", "/api-keys", part.repeat(5_000)).status()).isIn(400, 413);
    }

    @Test
    void answers_are_not_kept_framed_or_guessed_at() {
        var headers = admin.get("/commands").http().headers();

        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    private static final String PASSWORD = "a password of a test";

    private String user() {
        String name = "clerk-" + number();
        put(name, PASSWORD);
        return name;
    }

    private void put(String name, String password) {
        Reply put = admin.send(
                "PUT",
                "/users/" + name,
                "{\"password\":\"" + password
                        + "\",\"permissions\":[\"payments.read\",\"payments.act\"],\"accounts\":[\"*\"]}");
        assertThat(put.status()).isEqualTo(200);
    }

    private static Reply logIn(Api api, String name, String password) {
        return api.send("POST", "/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private static String cookie(Reply login) {
        return login.http().headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private Api bearer(String token) {
        return new Api(port, "Authorization", "Bearer " + token);
    }

    private Api keyFor(String permissions, String accounts) {
        return new Api(
                port,
                "X-API-Key",
                issue("erp-" + number(), permissions, accounts).text("key"));
    }

    private Reply issue(String name, String permissions, String accounts) {
        return admin.send("POST", "/api-keys", key(name, permissions, accounts));
    }

    private static String key(String name, String permissions, String accounts) {
        return "{\"name\":\"" + name + "\",\"permissions\":[\"" + permissions + "\"],\"accounts\":[\"" + accounts
                + "\"]}";
    }

    private static Reply refer(Api api, String orderNumber, String account, String providerOrderId) {
        return api.send(
                "PUT",
                "/order-references/" + orderNumber,
                "{\"account\":\"" + account + "\",\"providerOrderId\":\"" + providerOrderId
                        + "\",\"currency\":\"SEK\"}");
    }

    private static String activate(String account, String providerOrderId) {
        return "{'action':'activate','account':'" + account + "','providerOrderId':'" + providerOrderId + "'}";
    }

    private static String byNumber(String orderNumber) {
        return "{'action':'activate','orderNumber':'" + orderNumber + "'}";
    }

    private java.util.List<String> audited(String what) {
        return admin.get("/audit?limit=500").body().path("entries").findParents("what").stream()
                .filter(entry -> entry.path("what").asText().startsWith(what))
                .map(entry ->
                        entry.path("actor").asText() + " " + entry.path("what").asText() + " "
                                + entry.path("subject").asText())
                .toList();
    }

    private static void problem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(String.valueOf(reply.body())).isEqualTo(status);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("type")).isEqualTo("urn:kvitt:problem:" + code);
        assertThat(reply.http().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
