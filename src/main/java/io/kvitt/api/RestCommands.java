package io.kvitt.api;

import io.kvitt.command.CommandState;
import io.kvitt.command.PaymentCommand;
import io.kvitt.desk.Commands;
import io.kvitt.desk.Commands.Submitted;
import io.kvitt.desk.Page;
import io.kvitt.document.CommandReader;
import io.kvitt.payment.Code;
import io.kvitt.views.CommandView;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/v1/commands}. */
@Component("restCommands")
public class RestCommands {

    private static final int LARGEST_BODY = 1024 * 1024;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?");

    private final CommandReader reader;
    private final Commands desk;

    RestCommands(CommandReader reader, Commands desk) {
        this.reader = reader;
        this.desk = desk;
    }

    /** Accepts one command: 202, or 200 with the end state when the caller prefers to wait and it ends in time. */
    public void submit(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/json", LARGEST_BODY);
        PaymentCommand command = reader.read(body, idempotencyKey(request), "Idempotency-Key");
        Duration wait = preferredWait(Requests.value(request, "Prefer"));
        Submitted submitted = desk.submit(Requests.caller(request), command, wait);
        Message reply = Replies.json(exchange, submitted.awaitedEnd() ? 200 : 202, submitted.command());
        reply.setHeader("Location", "/api/v1/commands/" + command.commandId());
        if (!wait.isZero()) {
            reply.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
        }
    }

    public void get(Exchange exchange) {
        Message request = exchange.getMessage();
        Replies.json(exchange, 200, desk.find(Requests.caller(request), Requests.inPath(request, "commandId")));
    }

    public void list(Exchange exchange) {
        Message request = exchange.getMessage();
        Page<CommandView> page = desk.list(
                Requests.caller(request),
                Requests.orderNumberInQuery(request),
                state(Requests.value(request, "state")),
                Requests.value(request, "account"),
                Requests.cursor(request));
        Replies.page(exchange, "commands", page.items(), page.next());
    }

    static @Nullable String idempotencyKey(Message request) {
        if (request.getHeader("Idempotency-Key") == null) {
            return null;
        }
        String key = Requests.value(request, "Idempotency-Key");
        if (key == null) {
            // Taken for none, the sender's repetition would become a second command.
            throw Requests.reject(Code.INVALID_VALUE, "Idempotency-Key", "one value that is not blank, or no header");
        }
        return key.length() > 2 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
    }

    public static Duration preferredWait(@Nullable String prefer) {
        Matcher matcher = WAIT.matcher(prefer == null ? "" : prefer);
        return matcher.find() ? Duration.ofSeconds(Math.min(30, Long.parseLong(matcher.group(1)))) : Duration.ZERO;
    }

    private static @Nullable CommandState state(@Nullable String name) {
        try {
            return name == null ? null : CommandState.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw Requests.reject(Code.INVALID_VALUE, "state", "one of " + List.of(CommandState.values()));
        }
    }
}
