package io.kvitt.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.desk.Deliveries;
import io.kvitt.desk.Page;
import io.kvitt.notification.WebhookOutbox.Delivery;
import io.kvitt.notification.WebhookOutbox.State;
import io.kvitt.payment.Code;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What became of the events for webhooks. */
@Component("restDeliveries")
public class RestDeliveries {

    private final Deliveries desk;

    RestDeliveries(Deliveries desk) {
        this.desk = desk;
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
        Message request = exchange.getMessage();
        Page<Delivery> page = desk.list(
                Requests.caller(request),
                Requests.value(request, "account"),
                state(Requests.value(request, "state")),
                Requests.cursor(request));
        Replies.page(exchange, "deliveries", page.items().stream().map(Row::of).toList(), page.next());
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
