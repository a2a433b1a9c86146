package io.kvitt.ledger;

import io.kvitt.command.PaymentCommand;
import io.kvitt.execution.PassSettled;
import io.kvitt.execution.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Publishes each end once, as {@link CommandEnded}. Where somebody takes ends in the ledger's own transaction, every end is
 * noticed by itself and published when it has been taken. Where nobody does, the end of a pass is published with the pass,
 * counts as noticed when it is committed, and costs nothing more.
 */
@Component("ends")
public class Ends {

    private static final int BATCH = 200;

    /** Where nobody takes ends, only what people and deadlines have ended is left to notice, and that can wait. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final CommandQueries commands;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile boolean taken;
    private volatile Consumer<List<CommandRecord>> taker = ended -> {};
    private volatile Instant nextNotice = Instant.MIN;

    Ends(CommandQueries commands, ApplicationEventPublisher events, Clock clock) {
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Before anything is settled.
     *
     * @param taker stores what it makes of ends in the transaction that marks them as noticed; a crash in between gives
     *     them to it again, never not at all
     */
    public void takenBy(Consumer<List<CommandRecord>> taker) {
        this.taker = taker;
        this.taken = true;
    }

    /** Whether an end is to be noticed by itself. */
    boolean areTaken() {
        return taken;
    }

    @EventListener
    void onSettled(PassSettled settled) {
        Settlement settlement = settled.settlement();
        if (settlement.state().isEnd() && !taken) {
            PaymentCommand command = settlement.execution().assignment().command();
            events.publishEvent(new CommandEnded(
                    command.commandId(),
                    command.account(),
                    command.action(),
                    settlement.state(),
                    settlement.code(),
                    settlement.execution().acceptedAt(),
                    clock.instant()));
        }
    }

    /** Gives all ends that are not noticed yet to who takes them. */
    public void notice() {
        Instant now = clock.instant();
        if (taken || !now.isBefore(nextNotice)) {
            while (noticed() == BATCH) {
                // there may be more
            }
            nextNotice = now.plus(PERIOD);
        }
    }

    private int noticed() {
        List<CommandRecord> ended = new ArrayList<>();
        int noticed = commands.notice(BATCH, batch -> {
            taker.accept(batch);
            ended.addAll(batch);
        });
        ended.forEach(command -> events.publishEvent(new CommandEnded(
                command.commandId(),
                command.account(),
                command.action(),
                command.state(),
                command.code(),
                command.acceptedAt(),
                Objects.requireNonNull(command.endedAt()))));
        return noticed;
    }
}
