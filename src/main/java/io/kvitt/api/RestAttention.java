package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.desk.Attention;
import io.kvitt.desk.Attention.Waiting;
import io.kvitt.desk.DeadLetters.DeadLetter;
import io.kvitt.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What waits for a person, and what may be done about the messages among it; commands have calls of their own. */
@Component("restAttention")
public class RestAttention {

    private static final int LARGEST_BODY = 10_000;

    private final Attention desk;

    RestAttention(Attention desk) {
        this.desk = desk;
    }

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
        Message request = exchange.getMessage();
        Waiting waiting =
                desk.list(Requests.caller(request), Requests.value(request, "account"), Requests.cursor(request));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("commands", waiting.commands().items());
        Long next = waiting.commands().next();
        if (next != null) {
            body.put("nextCursor", Cursor.of(next));
        }
        if (waiting.messagesVisible()) {
            List<DeadLetter> letters = waiting.messages();
            body.put(
                    "messages",
                    letters == null
                            ? null
                            : letters.stream()
                                    .map(letter -> Letter.of(letter, waiting.at()))
                                    .toList());
            body.put("files", waiting.files());
        }
        body.put("accountsOut", waiting.accountsOut());
        Replies.json(exchange, 200, body);
    }

    public void retryMessage(Exchange exchange) {
        Message request = exchange.getMessage();
        String queue = desk.retryMessage(Requests.caller(request), Requests.inPath(request, "messageId"));
        Replies.json(exchange, 200, Map.of("returnedTo", queue));
    }

    public void discardMessage(Exchange exchange) {
        Message request = exchange.getMessage();
        Caller caller = Requests.caller(request);
        String messageId = Requests.inPath(request, "messageId");
        String queue = desk.discardMessage(caller, messageId, RestOperator.note(request, LARGEST_BODY));
        Replies.json(exchange, 200, Map.of("discardedFrom", queue));
    }
}
