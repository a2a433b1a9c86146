package io.kvitt.queue;

import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.PassSettled;
import io.kvitt.metrics.CommandMeters;
import io.kvitt.notification.Ended;
import io.kvitt.notification.Notifications;
import io.kvitt.views.CommandView;
import io.kvitt.views.CommandViews;
import io.kvitt.views.Json;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.event.EventListener;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells every outcome to the topic and to whoever asked for a reply: at least once, in the order of acceptance. */
@Component("outcomePublisher")
public class OutcomePublisher {

    private static final int BATCH = 200;
    private static final Duration NOTICE_PERIOD = Duration.ofSeconds(1);

    private final CommandQueries commands;
    private final CommandViews views;
    private final Notifications notifications;
    private final CommandMeters meters;
    private final Replies replies;
    private final ProducerTemplate producer;
    private final TransactionTemplate broker;
    private final Clock clock;
    private volatile Instant nextNotice = Instant.MIN;

    OutcomePublisher(
            CommandQueries commands,
            CommandViews views,
            Notifications notifications,
            CommandMeters meters,
            Replies replies,
            ProducerTemplate producer,
            ConnectionFactory connections,
            Clock clock) {
        this.commands = commands;
        this.views = views;
        this.notifications = notifications;
        this.meters = meters;
        this.replies = replies;
        this.producer = producer;
        this.clock = clock;
        this.broker = new TransactionTemplate(new JmsTransactionManager(connections));
    }

    @EventListener
    void onSettled(PassSettled settled) {
        if (settled.settlement().state().isEnd()) {
            producer.sendBody("seda:outcomes?size=1&discardWhenFull=true", "ended");
        }
    }

    /** Tells all that is not told yet. What a merchant is told does not wait for a broker that is down. */
    public void publish() {
        notice();
        while (commands.publish(BATCH, this::tell) == BATCH) {
            // there may be more
        }
    }

    /** Where nobody is told, settlements leave nothing to notice, and what else may be left can wait. */
    private void notice() {
        Instant now = clock.instant();
        if (notifications.wanted() || !now.isBefore(nextNotice)) {
            while (commands.notice(BATCH, this::take) == BATCH) {
                // there may be more
            }
            nextNotice = now.plus(NOTICE_PERIOD);
        }
    }

    /**
     * In transactions of the broker's own, committed before the ledger's: a session that took part in the ledger's
     * transaction would be committed after it, and what the broker lost then would never be told.
     */
    private void tell(List<CommandRecord> ended) {
        replies.send(ended.stream()
                .filter(command -> command.replyTo() != null)
                .map(command -> letter(command, Objects.requireNonNull(command.replyTo())))
                .toList());
        broker.executeWithoutResult(status -> ended.forEach(
                command -> producer.sendBody("direct:publish-outcome", letter(command, "kvitt.outcomes"))));
    }

    private Letter letter(CommandRecord command, String to) {
        String correlationId = command.correlationId() == null ? command.commandId() : command.correlationId();
        return new Letter(
                to,
                Json.text(views.of(command)),
                Map.of("commandId", command.commandId(), "JMSCorrelationID", correlationId));
    }

    private void take(List<CommandRecord> ended) {
        for (CommandRecord command : ended) {
            CommandView view = views.of(command);
            notifications.take(ended(command, view), view);
            meters.ended(command);
        }
    }

    private static Ended ended(CommandRecord command, CommandView view) {
        return new Ended(
                command.commandId(),
                Objects.requireNonNull(command.endedAt()),
                command.account(),
                command.orderNumber(),
                command.providerOrderId(),
                command.action(),
                command.code(),
                CommandViews.failed(command),
                view.suggestedOrderStatus());
    }
}
