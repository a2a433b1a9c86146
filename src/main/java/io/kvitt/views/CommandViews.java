package io.kvitt.views;

import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Stored;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.notification.FailureSettings;
import io.kvitt.notification.Telling;
import org.springframework.stereotype.Component;

/** Puts a command to those who ask or are told, with the order status that its merchant wants on failure. */
@Component
public class CommandViews implements Telling {

    private final FailureSettings settings;

    CommandViews(FailureSettings settings) {
        this.settings = settings;
    }

    public CommandView of(CommandRecord command) {
        return CommandView.of(
                command,
                command.state().isFailure()
                        ? settings.errorStatus(command.commandId(), command.account(), command.action())
                                .orElse(null)
                        : null);
    }

    /** What {@link #of} would say of a command that was stored so and that nobody has worked on yet. */
    public CommandView accepted(PaymentCommand command, Stored stored) {
        return CommandView.accepted(command, stored);
    }

    @Override
    public Outcome told(CommandRecord command) {
        CommandView view = of(command);
        return new Outcome(view, view.suggestedOrderStatus());
    }
}
