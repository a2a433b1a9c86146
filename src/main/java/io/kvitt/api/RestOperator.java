package io.kvitt.api;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.desk.Commands;
import io.kvitt.document.Fields;
import io.kvitt.document.StrictJson;
import io.kvitt.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** What an operator may do with one command: {@code /api/v1/commands/{commandId}/retry} and {@code /resolve}. */
@Component("restOperator")
public class RestOperator {

    private static final int LARGEST_BODY = 16 * 1024;

    private final Commands desk;

    RestOperator(Commands desk) {
        this.desk = desk;
    }

    /** An operator wants another try. */
    public void retry(Exchange exchange) {
        Message request = exchange.getMessage();
        Replies.json(exchange, 200, desk.retry(Requests.caller(request), Requests.inPath(request, "commandId")));
    }

    /** An operator says that it was done outside Kvitt; the note says why. */
    public void resolve(Exchange exchange) {
        Message request = exchange.getMessage();
        Caller caller = Requests.caller(request);
        String commandId = Requests.inPath(request, "commandId");
        Replies.json(exchange, 200, desk.resolve(caller, commandId, note(request, LARGEST_BODY)));
    }

    /** Why somebody closes something. */
    static String note(Message request, int largest) {
        List<Violation> found = new ArrayList<>();
        String note = new Fields(
                        StrictJson.object(Requests.body(request, "application/json", largest)),
                        "",
                        Set.of("note"),
                        found)
                .requiredText("note");
        if (!found.isEmpty()) {
            throw new CommandRejected(found);
        }
        return note;
    }
}
