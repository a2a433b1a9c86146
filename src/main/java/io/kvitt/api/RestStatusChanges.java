package io.kvitt.api;

import io.kvitt.desk.OrderStatuses;
import io.kvitt.document.ChangeReader;
import io.kvitt.orderstatus.StatusChange;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** {@code POST /api/v1/order-status-changes}. */
@Component("restStatusChanges")
public class RestStatusChanges {

    private static final int LARGEST_BODY = 1024 * 1024;

    private final ChangeReader reader;
    private final OrderStatuses desk;

    RestStatusChanges(ChangeReader reader, OrderStatuses desk) {
        this.reader = reader;
        this.desk = desk;
    }

    /** 202 with what it led to: a command, or why there is none. */
    public void submit(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/json", LARGEST_BODY);
        StatusChange change = reader.read(body, RestCommands.idempotencyKey(request), "Idempotency-Key");
        Replies.json(exchange, 202, desk.change(Requests.caller(request), change));
    }
}
