package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.desk.DeadLetters;
import io.kvitt.desk.DeadLetters.DeadLetter;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.execution.Quotas;
import io.kvitt.ledger.AttentionDesk;
import io.kvitt.ledger.AttentionRecord;
import io.kvitt.payment.Code;
import io.kvitt.views.CommandView.Message;
import io.kvitt.views.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;

/** What waits for a person, and what may be done about the messages among it; commands have calls of their own. */
@Component("restAttention")
public class RestAttention {

    private static final int PAGE = 200;
    private static final int LARGEST_BODY = 10_000;

    private final AttentionDesk desk;
    private final DeadLetters letters;
    private final Quotas quotas;
    private final VisibleCommands visible;
    private final Clock clock;

    RestAttention(AttentionDesk desk, DeadLetters letters, Quotas quotas, VisibleCommands visible, Clock clock) {
        this.desk = desk;
        this.letters = letters;
        this.quotas = quotas;
        this.visible = visible;
        this.clock = clock;
    }

    /** @param amountAtRisk minor units that may or may not have moved; absent when nobody could read them */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Command(
            String commandId,
            String action,
            @Nullable String orderNumber,
            @Nullable String account,
            @Nullable String providerOrderId,
            String code,
            Message message,
            @Nullable String lastFailure,
            @Nullable Long amountAtRisk,
            @Nullable String currency,
            boolean outcomeUncertain,
            String since,
            long ageSeconds,
            @Nullable Reading lastReading) {

        static Command of(AttentionRecord command, Instant now) {
            return new Command(
                    command.commandId(),
                    command.action(),
                    command.orderNumber(),
                    command.account(),
                    command.providerOrderId(),
                    command.code().wireName(),
                    new Message(command.code().swedish(), command.code().english()),
                    command.lastFailure() == null ? null : command.lastFailure().wireName(),
                    command.amount(),
                    command.amount() == null ? null : command.currency(),
                    command.uncertain(),
                    command.since().toString(),
                    Duration.between(command.since(), now).toSeconds(),
                    command.paymentStatus() == null || command.readAt() == null
                            ? null
                            : new Reading(
                                    command.paymentStatus(), command.readAt().toString()));
        }
    }

    record Reading(String paymentStatus, String at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Letter(
            String messageId,
            String queue,
            String from,
            @Nullable String code,
            @Nullable String reason,
            @Nullable String correlationId,
            String sentAt,
            long ageSeconds,
            @Nullable String excerpt) {

        static Letter of(DeadLetter letter, Instant now) {
            return new Letter(
                    letter.messageId(),
                    letter.queue(),
                    letter.from(),
                    letter.code(),
                    letter.reason(),
                    letter.correlationId(),
                    letter.sentAt().toString(),
                    Duration.between(letter.sentAt(), now).toSeconds(),
                    letter.excerpt());
        }
    }

    public void list(Exchange exchange) {
        Instant now = clock.instant();
        Long after = Requests.cursor(exchange.getMessage());
        AccountScope scope = Requests.scope(exchange.getMessage());
        List<AttentionRecord> page =
                desk.list(scope, Requests.value(exchange.getMessage(), "account"), after == null ? 0 : after, PAGE + 1);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "commands",
                page.stream().limit(PAGE).map(record -> Command.of(record, now)).toList());
        if (page.size() > PAGE) {
            body.put("nextCursor", Requests.cursor(page.get(PAGE - 1).id()));
        }
        if (scope.isAll()) {
            // Nobody knows whose a message is that could not be read.
            body.put("messages", messages(now));
        }
        body.put("accountsOut", quotas.out().stream().filter(scope::allows).toList());
        Replies.json(exchange, 200, body);
    }

    /** Null when the broker does not answer: what is at stake is told without it. */
    private @Nullable List<Letter> messages(Instant now) {
        try {
            return letters.list(PAGE).stream()
                    .map(letter -> Letter.of(letter, now))
                    .toList();
        } catch (JmsException e) {
            return null;
        }
    }

    public void retryMessage(Exchange exchange) {
        answer(exchange, "returnedTo", letters.retry(messageId(exchange), Requests.actor(exchange.getMessage())));
    }

    public void discardMessage(Exchange exchange) {
        String note = note(Requests.body(exchange.getMessage(), "application/json", LARGEST_BODY));
        answer(
                exchange,
                "discardedFrom",
                letters.discard(messageId(exchange), Requests.actor(exchange.getMessage()), note));
    }

    /** A caller who may not see all accounts sees no messages, so that none of them exists. */
    private String messageId(Exchange exchange) {
        if (!Requests.scope(exchange.getMessage()).isAll()) {
            visible.denied(exchange);
            return "";
        }
        return String.valueOf(Requests.value(exchange.getMessage(), "messageId"));
    }

    private static void answer(Exchange exchange, String what, Optional<String> queue) {
        if (queue.isPresent()) {
            Replies.json(exchange, 200, Map.of(what, queue.get()));
        } else {
            Replies.problem(
                    exchange,
                    Problem.of(
                            404,
                            "message-not-found",
                            "Meddelandet finns inte.",
                            "There is no such message.",
                            "messageId: no such message; take it from GET /api/v1/attention"));
        }
    }

    /** Why somebody closes something; 1 to 1000 characters. */
    static String note(byte[] body) {
        List<Violation> found = new ArrayList<>();
        String note = new Fields(StrictJson.object(body), "", Set.of("note"), found).requiredText("note");
        if (found.isEmpty() && (note.isBlank() || note.length() > 1000)) {
            found.add(new Violation(Code.INVALID_VALUE, "note", "1 to 1000 characters that say why"));
        }
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return note;
    }
}
