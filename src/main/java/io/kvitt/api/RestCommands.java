package io.kvitt.api;

import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.command.Submission;
import io.kvitt.document.CommandReader;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.payment.Code;
import io.kvitt.views.CommandViews;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final int PAGE = 50;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?");

    private final CommandReader reader;
    private final Inbox inbox;
    private final CommandQueries commands;
    private final CommandViews views;
    private final Waits waits;
    private final VisibleCommands visible;

    RestCommands(
            CommandReader reader,
            Inbox inbox,
            CommandQueries commands,
            CommandViews views,
            Waits waits,
            VisibleCommands visible) {
        this.reader = reader;
        this.inbox = inbox;
        this.commands = commands;
        this.views = views;
        this.waits = waits;
        this.visible = visible;
    }

    /** Accepts one command: 202, or 200 with the end state when the caller prefers to wait and it ends in time. */
    public void submit(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/json", LARGEST_BODY);
        PaymentCommand command = reader.read(body, idempotencyKey(request), "Idempotency-Key");
        AccountScope scope = Requests.scope(request);
        AtomicReference<Stored> stored = new AtomicReference<>();
        Acceptance acceptance = inbox.accept(List.of(new Submission(command, Origin.rest(), scope, stored::set)))
                .get(0);
        acceptance.requireStored();
        Duration wait = preferredWait(Requests.value(request, "Prefer"));
        if (acceptance == Acceptance.ACCEPTED && wait.isZero() && stored.get() != null) {
            located(Replies.json(exchange, 202, views.accepted(command, stored.get())), command);
            return;
        }
        CommandRecord record = waits.await(command.commandId(), wait).orElseThrow();
        if (!scope.allows(record.account())) {
            // Accepted before, from somebody else, when the order's reference led elsewhere.
            Acceptance.OUT_OF_SCOPE.requireStored();
        }
        boolean ended = !wait.isZero() && record.state().isEnd();
        Message reply = located(Replies.json(exchange, ended ? 200 : 202, views.of(record)), command);
        if (!wait.isZero()) {
            reply.setHeader("Preference-Applied", "wait=" + wait.toSeconds());
        }
    }

    private static Message located(Message reply, PaymentCommand command) {
        reply.setHeader("Location", "/api/v1/commands/" + command.commandId());
        return reply;
    }

    public void get(Exchange exchange) {
        visible.show(
                exchange, visible.find(exchange, String.valueOf(Requests.value(exchange.getMessage(), "commandId"))));
    }

    public void list(Exchange exchange) {
        Message request = exchange.getMessage();
        List<CommandRecord> page = commands.list(
                Requests.scope(request),
                Requests.value(request, "orderNumber"),
                state(Requests.value(request, "state")),
                Requests.value(request, "account"),
                Requests.cursor(request),
                PAGE + 1);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("commands", page.stream().limit(PAGE).map(views::of).toList());
        if (page.size() > PAGE) {
            body.put("nextCursor", Requests.cursor(page.get(PAGE - 1).id()));
        }
        Replies.json(exchange, 200, body);
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
