package io.kvitt.desk;

import io.kvitt.ledger.CommandQueries;
import io.kvitt.views.CommandView;
import io.kvitt.views.CommandViews;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is still to be told of commands that have ended. */
@Component
public class Outcomes {

    private final CommandQueries commands;
    private final CommandViews views;

    Outcomes(CommandQueries commands, CommandViews views) {
        this.commands = commands;
        this.views = views;
    }

    /**
     * @param replyTo the queue that asked for a reply; null when none did
     * @param correlationId the id that the reply is asked to carry; null when none is
     */
    public record Outcome(
            CommandView command,
            @Nullable String replyTo,
            @Nullable String correlationId) {}

    /**
     * Tells the oldest outcomes that are not told yet, and remembers that they are. A crash in between tells them
     * again, never not at all.
     *
     * @return how many there were
     */
    public int publish(int most, Consumer<List<Outcome>> teller) {
        return commands.publish(
                most,
                ended -> teller.accept(ended.stream()
                        .map(command -> new Outcome(views.of(command), command.replyTo(), command.correlationId()))
                        .toList()));
    }
}
