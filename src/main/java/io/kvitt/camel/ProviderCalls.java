package io.kvitt.camel;

import io.kvitt.provider.Account;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Attempt;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderAnswer;
import io.kvitt.provider.ProviderRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.springframework.stereotype.Component;

/** What lies between a provider's request and answer and Camel's message. */
@Component("providerCalls")
public class ProviderCalls {

    private static final byte[] NOTHING = {};

    /** More than any order of a thousand lines needs. */
    private static final int LARGEST_ANSWER = 8 * 1024 * 1024;

    private final Duration longestAnswer;

    ProviderCalls(HttpSettings settings) {
        this.longestAnswer = settings.responseTimeout();
    }

    /** A GET of the payment. */
    public void read(
            Exchange exchange,
            @ExchangeProperty("assignment") Assignment assignment,
            @ExchangeProperty("port") Provider provider) {
        exchange.setProperty(ProviderCallMeter.OPERATION, "read");
        get(exchange, assignment.account(), provider, provider.orderPath(assignment.providerOrderId()));
    }

    /** A GET of the task that the provider works on. */
    public void task(
            Exchange exchange,
            @ExchangeProperty("assignment") Assignment assignment,
            @ExchangeProperty("port") Provider provider,
            @ExchangeProperty("task") String task) {
        exchange.setProperty(ProviderCallMeter.OPERATION, "task");
        get(exchange, assignment.account(), provider, task);
    }

    /** What the request says, before it is made JSON; nothing for a request without a body. */
    public void body(Exchange exchange, @ExchangeProperty("request") ProviderRequest request) {
        exchange.getMessage().setBody(request.body());
    }

    /** The write whose intent was committed: the very bytes that the ledger holds. */
    public void write(
            Exchange exchange,
            @ExchangeProperty("assignment") Assignment assignment,
            @ExchangeProperty("port") Provider provider,
            @ExchangeProperty("attempt") Attempt attempt) {
        exchange.setProperty(ProviderCallMeter.OPERATION, "write");
        byte[] body = attempt.body() == null ? NOTHING : attempt.body().getBytes(StandardCharsets.UTF_8);
        prepare(
                exchange,
                assignment.account(),
                attempt.method(),
                attempt.path(),
                body,
                provider.headers(assignment.account(), body, attempt.idempotencyKey()));
        exchange.setProperty("repeatable", attempt.idempotencyKey() != null);
    }

    private static void get(Exchange exchange, Account account, Provider provider, String path) {
        prepare(exchange, account, "GET", path, NOTHING, provider.headers(account, NOTHING, null));
        exchange.setProperty("repeatable", true);
    }

    private static void prepare(
            Exchange exchange, Account account, String method, String path, byte[] body, Map<String, Object> headers) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeaders(new HashMap<>(headers));
        // As the component's own type: turning a text into it on each call costs a tenth of a pass.
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(method));
        message.setBody(body.length == 0 ? null : body);
        message.setHeader(Exchange.HTTP_URI, account.uri(path));
        exchange.setProperty("triesInPass", 0);
    }

    /**
     * Makes the answer, read to its end, the body.
     *
     * @throws TryAgain when a second try in the same pass may better it: 502, 503 and 504, for what may be repeated
     */
    public void answer(Exchange exchange, @ExchangeProperty("repeatable") Boolean repeatable) throws IOException {
        Message message = exchange.getMessage();
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value instanceof String text) {
                headers.put(name, text);
            }
        });
        ProviderAnswer answer = new ProviderAnswer(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), headers, body(message));
        int tries = exchange.getProperty("triesInPass", 0, Integer.class) + 1;
        exchange.setProperty("triesInPass", tries);
        if (repeatable && tries <= 2 && answer.status() >= 502 && answer.status() <= 504) {
            throw new TryAgain(answer.status());
        }
        message.setBody(answer);
    }

    /** Within the response timeout: the client's own is for each piece, and a body may drip for ever. */
    private byte[] body(Message message) throws IOException {
        InputStream body = message.getBody(InputStream.class);
        if (body == null) {
            return NOTHING;
        }
        long deadline = System.nanoTime() + longestAnswer.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try (body) {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                bytes.write(piece, 0, read);
                if (bytes.size() > LARGEST_ANSWER) {
                    throw new IOException("the answer is larger than " + LARGEST_ANSWER + " bytes");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("the answer took longer than " + longestAnswer);
                }
            }
        }
        return bytes.toByteArray();
    }
}
