package io.kvitt.outcome;

import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.PassSettled;
import io.kvitt.metrics.CommandMeters;
import io.kvitt.notification.Ended;
import io.kvitt.notification.Notifications;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells every outcome to the topic and to whoever asked for a reply: at least once, in the order of acceptance. */
@Component("outcomePublisher")
public class OutcomePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomePublisher.class);
    private static final int BATCH = 200;

    private final CommandQueries commands;
    private final CommandViews views;
    private final Notifications notifications;
    private final CommandMeters meters;
    private final ProducerTemplate producer;

    OutcomePublisher(
            CommandQueries commands,
            CommandViews views,
            Notifications notifications,
            CommandMeters meters,
            ProducerTemplate producer) {
        this.commands = commands;
        this.views = views;
        this.notifications = notifications;
        this.meters = meters;
        this.producer = producer;
    }

    @EventListener
    void onSettled(PassSettled settled) {
        if (settled.settlement().state().isEnd()) {
            producer.sendBody("seda:outcomes?size=1&discardWhenFull=true", "ended");
        }
    }

    /** Tells all that is not told yet. What a merchant is told does not wait for a broker that is down. */
    public void publish() {
        while (commands.notice(BATCH, this::take) == BATCH) {
            // there may be more
        }
        while (commands.publish(BATCH, this::tell) == BATCH) {
            // there may be more
        }
    }

    /** A queue that is gone or forbidden is its asker's loss: it must not hold up everybody else's outcomes. */
    private void reply(CommandView view, Map<String, Object> headers) {
        try {
            producer.sendBodyAndHeaders("direct:publish-reply", view, headers);
        } catch (CamelExecutionException e) {
            LOG.warn(
                    "the outcome of {} could not be sent to {}: {}",
                    view.commandId(),
                    headers.get("replyTo"),
                    String.valueOf(e.getCause()));
        }
    }

    private void tell(List<CommandRecord> ended) {
        for (CommandRecord command : ended) {
            CommandView view = views.of(command);
            Map<String, Object> headers = new HashMap<>();
            headers.put("commandId", command.commandId());
            headers.put("replyTo", command.replyTo());
            headers.put(
                    "JMSCorrelationID",
                    command.correlationId() == null ? command.commandId() : command.correlationId());
            if (command.replyTo() != null) {
                reply(view, headers);
            }
            producer.sendBodyAndHeaders("direct:publish-outcome", view, headers);
        }
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
