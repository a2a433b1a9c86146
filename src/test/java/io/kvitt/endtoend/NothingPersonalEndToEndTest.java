package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.TAMPERING;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.kvitt.endtoend.Tampering.Answer;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jms.core.JmsTemplate;

/** What is personal or secret comes in by every way, and is found in no log, metric or error, before any masking. */
@EndToEnd
class NothingPersonalEndToEndTest {

    /** Everything that must not be seen has one of these in it. */
    private static final List<String> MARKS = List.of(
            "LEAK", "191212121212", "4111111111111111", "sandbox-secret", "kco_test_api_sandbox", Api.ALL_POWERFUL_KEY);

    private static final String PERSONAL =
            "Anna LEAK, anna.LEAK@example.se, LEAKgatan 1, 191212121212, 4111111111111111, Bearer LEAK.token";

    private static final Duration BOUND = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private ConnectionFactory connections;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final List<String> answered = new ArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger kvitt = (Logger) LoggerFactory.getLogger("io.kvitt");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
                    + event.getMDCPropertyMap() + " " + event.getKeyValuePairs()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        root.addAppender(appender);
        kvitt.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        kvitt.setLevel(null);
        root.detachAppender(appender);
    }

    @Test
    void what_comes_in_by_rest_queue_or_file_is_not_repeated() throws IOException {
        String id = make(order("kustom"));
        String valid = "{\"commandId\":\"quiet-" + id
                + "\",\"action\":\"update\",\"account\":\"kustom\",\"providerOrderId\":\"" + id
                + "\",\"amount\":50000,\"currency\":\"SEK\",\"reason\":\"" + PERSONAL + "\",\"requestedBy\":\""
                + PERSONAL
                + "\",\"lines\":[{\"name\":\"" + PERSONAL
                + "\",\"quantity\":1,\"unitPrice\":50000,\"taxRate\":2500,\"totalAmount\":50000}]}";
        List<String> invalid = List.of(
                "{\"reason\":\"" + PERSONAL + "\" " + PERSONAL,
                PERSONAL,
                valid.replace("update", PERSONAL),
                valid.replace("\"SEK\"", "\"" + PERSONAL + "\""),
                valid.replace("50000,\"currency", "\"" + PERSONAL + "\",\"currency"),
                valid.replace("\"account\":\"kustom\"", "\"account\":\"" + PERSONAL + "\""));
        Api api = new Api(port);
        remember(api.send("POST", "/commands", valid, "Prefer", "wait=20", "Cookie", "name=LEAK"));
        JmsTemplate jms = new JmsTemplate(connections);
        for (String body : invalid) {
            remember(api.send("POST", "/commands", body));
            remember(api.send("POST", "/order-status-changes", body));
            remember(api.send("PUT", "/order-references/100", body));
            jms.convertAndSend("kvitt.commands", body);
            jms.convertAndSend("kvitt.order-status-changes", body);
        }
        for (String header : List.of("X-API-Key", "Authorization")) {
            remember(new Api(port, header, "Bearer LEAK.token").send("POST", "/commands", valid));
        }
        remember(new Api(port).send("GET", "/commands?state=LEAK", null));
        jms.convertAndSend("kvitt.commands", valid.replace("quiet-", "quiet-jms-"));
        String file = "{\"format\":\"kvitt/1\",\"fileId\":\"quiet-%s\",\"sequence\":1}%n".formatted(id);
        Traffic.drop(
                "quiet-" + id + ".jsonl",
                file
                        + "{\"commandId\":\"quiet-file-%s\",\"command\":\"ANNUL\",\"provider\":\"kustom\",\"providerOrderId\":\"%s\",\"reason\":\"%s\"}%n"
                                .formatted(id, id, PERSONAL)
                        + "{\"commandId\":\"quiet-bad-%s\",\"command\":\"%s\",\"provider\":\"kustom\"}%n"
                                .formatted(id, PERSONAL)
                        + "{\"end\":true,\"count\":2}\n");
        Traffic.drop("quiet-cut-" + id + ".jsonl", file + "{\"reason\":\"" + PERSONAL);
        Traffic.drop("quiet-cut-" + id + ".csv", "#kvitt;" + PERSONAL + "\n" + PERSONAL);
        Traffic.drop("quiet-cut-" + id + ".xml", "<kvitt><" + PERSONAL + "</kvitt>");
        for (String commandId : List.of("quiet-jms-" + id, "quiet-file-" + id)) {
            await().atMost(BOUND).until(() -> api.get("/commands/" + commandId).text("endedAt") != null);
        }
        await().atMost(BOUND)
                .until(() -> logged.stream()
                                .filter(line -> line.contains("REJECTED"))
                                .count()
                        >= 3);

        assertThat(logged).anyMatch(line -> line.contains("commandId=quiet-" + id) && line.contains("ended:"));
        nothingIsSeen();
    }

    @Test
    void what_providers_answer_is_not_repeated() {
        String json = "{\"order_id\":\"x\",\"error_code\":\"" + PERSONAL + "\",\"error_messages\":[\"" + PERSONAL
                + "\"],\"correlation_id\":\"" + PERSONAL + "\",\"billing_address\":{\"email\":\"" + PERSONAL + "\"}}";
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Klarna-Correlation-Id",
                PERSONAL,
                "Location",
                "https://LEAK.example/" + "LEAK",
                "Set-Cookie",
                "session=LEAK",
                "Authorization",
                "Basic LEAK",
                "Retry-After",
                "LEAK");
        List<Answer> answers = new ArrayList<>();
        for (int status : new int[] {200, 302, 400, 401, 403, 404, 409, 429, 500, 503}) {
            answers.add(new Answer(status, headers, bytes(json), false));
        }
        for (String body : List.of(
                PERSONAL, "LEAK", "{\"status\":LEAK}", "{\"status\":\"AUTHORIZED\",\"order_amount\":\"LEAK\"}")) {
            answers.add(new Answer(200, headers, bytes(body), false));
        }
        answers.add(new Answer(200, headers, bytes(json), true));
        Api api = new Api(port);
        List<String> ids = new ArrayList<>();
        for (Answer answer : answers) {
            String read = make(order("kustom"));
            TAMPERING.answerReads(read, answer);
            String written = make(order("kustom"));
            TAMPERING.answerWrites(written, answer);
            for (String id : List.of(read, written)) {
                ids.add(id);
                remember(api.send(
                        "POST",
                        "/commands",
                        "{\"commandId\":\"answer-" + id
                                + "\",\"action\":\"activate\",\"account\":\"kustom\",\"providerOrderId\":\"" + id
                                + "\"}"));
            }
        }
        await().atMost(BOUND)
                .until(() -> ids.stream()
                        .allMatch(id -> logged.stream()
                                .anyMatch(line -> line.contains("commandId=answer-" + id)
                                        && (line.contains("ended:") || line.contains("goes on:")))));
        ids.forEach(TAMPERING::passOnAgain);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ids.stream()
                        .allMatch(id -> api.get("/commands/answer-" + id).text("endedAt") != null));
        ids.forEach(id -> remember(api.get("/commands/answer-" + id)));

        nothingIsSeen();
    }

    private void nothingIsSeen() {
        assertThat(logged).isNotEmpty();
        String scrape = Scrape.of(port).text();
        for (String mark : MARKS) {
            assertThat(logged).noneMatch(line -> line.contains(mark));
            assertThat(answered).noneMatch(text -> text.contains(mark));
            assertThat(scrape).doesNotContain(mark);
        }
    }

    private void remember(Api.Reply reply) {
        answered.add(reply.status() + " " + reply.body() + " "
                + reply.http().headers().map());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
