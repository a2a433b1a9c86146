package io.kvitt.api;

import io.kvitt.ledger.AttentionDesk;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.views.Problem;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** What an operator may do with one command: {@code /api/v1/commands/{commandId}/retry} and {@code /resolve}. */
@Component("restOperator")
public class RestOperator {

    private static final int LARGEST_BODY = 16 * 1024;

    private final AttentionDesk desk;
    private final CommandQueries commands;
    private final VisibleCommands visible;

    RestOperator(AttentionDesk desk, CommandQueries commands, VisibleCommands visible) {
        this.desk = desk;
        this.commands = commands;
        this.visible = visible;
    }

    /** An operator wants another try. */
    public void retry(Exchange exchange) {
        String commandId = String.valueOf(Requests.value(exchange.getMessage(), "commandId"));
        Message request = exchange.getMessage();
        attended(exchange, commandId, () -> desk.retry(commandId, Requests.actor(request)));
    }

    /** An operator says that it was done outside Kvitt; the note says why. */
    public void resolve(Exchange exchange) {
        Message request = exchange.getMessage();
        String commandId = String.valueOf(Requests.value(request, "commandId"));
        String note = RestAttention.note(Requests.body(request, "application/json", LARGEST_BODY));
        attended(exchange, commandId, () -> desk.resolve(commandId, Requests.actor(request), note));
    }

    private void attended(Exchange exchange, String commandId, BooleanSupplier change) {
        Optional<CommandRecord> command = visible.find(exchange, commandId);
        if (command.isEmpty()) {
            visible.show(exchange, command);
        } else if (!change.getAsBoolean()) {
            Replies.problem(
                    exchange,
                    Problem.of(
                            409,
                            "needs-no-attention",
                            "Kommandot behöver ingen åtgärd.",
                            "The command needs no attention.",
                            "state: is " + command.get().state()));
        } else {
            visible.show(exchange, commands.find(commandId));
        }
    }
}
