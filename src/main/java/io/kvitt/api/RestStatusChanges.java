package io.kvitt.api;

import io.kvitt.command.Origin;
import io.kvitt.document.ChangeReader;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.views.ChangeView;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** {@code POST /api/v1/order-status-changes}. */
@Component("restStatusChanges")
public class RestStatusChanges {

    private static final int LARGEST_BODY = 1024 * 1024;

    private final ChangeReader reader;
    private final StatusInbox changes;

    RestStatusChanges(ChangeReader reader, StatusInbox changes) {
        this.reader = reader;
        this.changes = changes;
    }

    /** 202 with what it led to: a command, or why there is none. */
    public void submit(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = Requests.body(request, "application/json", LARGEST_BODY);
        StatusChange change = reader.read(body, RestCommands.idempotencyKey(request), "Idempotency-Key");
        Replies.json(
                exchange,
                202,
                ChangeView.of(
                        change,
                        changes.accept(List.of(new ChangeSubmission(change, Origin.rest(), Requests.scope(request))))
                                .get(0)));
    }
}
