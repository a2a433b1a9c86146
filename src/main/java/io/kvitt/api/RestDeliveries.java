package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.notification.WebhookOutbox;
import io.kvitt.notification.WebhookOutbox.Delivery;
import io.kvitt.notification.WebhookOutbox.State;
import io.kvitt.payment.Code;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What became of the events for webhooks. */
@Component("restDeliveries")
public class RestDeliveries {

    private static final int PAGE = 50;

    private final WebhookOutbox outbox;

    RestDeliveries(WebhookOutbox outbox) {
        this.outbox = outbox;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String eventId,
            @Nullable String account,
            String state,
            int tries,
            @Nullable String lastError,
            String createdAt,
            @Nullable String nextTryAt) {

        static Row of(Delivery delivery) {
            return new Row(
                    delivery.eventId(),
                    delivery.account().isEmpty() ? null : delivery.account(),
                    delivery.state().wireName(),
                    delivery.tries(),
                    delivery.lastError(),
                    delivery.createdAt().toString(),
                    delivery.state() == State.PENDING ? delivery.dueAt().toString() : null);
        }
    }

    public void list(Exchange exchange) {
        Long before = Requests.cursor(exchange.getMessage());
        List<Delivery> page = outbox.list(
                Requests.scope(exchange.getMessage()),
                Requests.value(exchange.getMessage(), "account"),
                state(Requests.value(exchange.getMessage(), "state")),
                before == null ? Long.MAX_VALUE : before,
                PAGE + 1);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("deliveries", page.stream().limit(PAGE).map(Row::of).toList());
        if (page.size() > PAGE) {
            body.put("nextCursor", Requests.cursor(page.get(PAGE - 1).id()));
        }
        Replies.json(exchange, 200, body);
    }

    private static @Nullable State state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(State.values())
                .filter(state -> state.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandRejected(
                        new Violation(Code.INVALID_VALUE, "state", "pending, delivered or failed")));
    }
}
