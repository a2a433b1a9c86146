package io.kvitt.api;

import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.payment.Code;
import io.kvitt.security.DeniedCalls;
import io.kvitt.views.CommandViews;
import io.kvitt.views.Problem;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;
import org.springframework.stereotype.Component;

/** Commands as a caller may see them: one of an account outside the caller's is as if it did not exist. */
@Component
class VisibleCommands {

    private final CommandQueries commands;
    private final CommandViews views;
    private final DeniedCalls denied;

    VisibleCommands(CommandQueries commands, CommandViews views, DeniedCalls denied) {
        this.commands = commands;
        this.views = views;
        this.denied = denied;
    }

    Optional<CommandRecord> find(Exchange exchange, String commandId) {
        Optional<CommandRecord> command = commands.find(commandId);
        if (command.isPresent()
                && !Requests.scope(exchange.getMessage()).allows(command.get().account())) {
            denied(exchange);
            return Optional.empty();
        }
        return command;
    }

    /** Has it audited that the caller reached for another account. */
    void denied(Exchange exchange) {
        if (exchange.getMessage() instanceof HttpMessage http) {
            denied.count(http.getRequest(), Code.ACCOUNT_NOT_ALLOWED.wireName());
        }
    }

    /** The command, or that there is none. */
    void show(Exchange exchange, Optional<CommandRecord> command) {
        if (command.isPresent()) {
            Replies.json(exchange, 200, views.of(command.get()));
        } else {
            Replies.problem(
                    exchange,
                    Problem.of(
                            404,
                            "command-not-found",
                            "Kommandot finns inte.",
                            "There is no such command.",
                            "commandId: no such command"));
        }
    }
}
