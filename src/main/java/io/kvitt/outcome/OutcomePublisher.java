package io.kvitt.outcome;

import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.CommandRecord;
import io.kvitt.ledger.PassSettled;
import io.kvitt.notification.Ended;
import io.kvitt.notification.Notifications;
import jakarta.jms.ConnectionFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells every outcome to the topic and to whoever asked for a reply: at least once, in the order of acceptance. */
@Component("outcomePublisher")
public class OutcomePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomePublisher.class);
    private static final int BATCH = 200;

    private final CommandQueries commands;
    private final CommandViews views;
    private final Notifications notifications;
    private final ProducerTemplate producer;
    private final TransactionTemplate ofTheBroker;

    OutcomePublisher(
            CommandQueries commands,
            CommandViews views,
            Notifications notifications,
            ProducerTemplate producer,
            ConnectionFactory broker) {
        this.commands = commands;
        this.views = views;
        this.notifications = notifications;
        this.producer = producer;
        // Without one of its own, what is sent would be committed after the database's transaction around it: a crash
        // in between would leave outcomes untold that are marked as told.
        this.ofTheBroker = new TransactionTemplate(
                new JmsTransactionManager(broker),
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
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

    /** Replies first and one by one: a queue that is gone or forbidden is its asker's loss, and nobody else's. */
    private void tell(List<CommandRecord> ended) {
        List<CommandView> views = ended.stream().map(this.views::of).toList();
        for (int i = 0; i < ended.size(); i++) {
            if (ended.get(i).replyTo() != null) {
                reply(ended.get(i), views.get(i));
            }
        }
        ofTheBroker.executeWithoutResult(status -> {
            for (int i = 0; i < ended.size(); i++) {
                producer.sendBodyAndHeaders("direct:publish-outcome", views.get(i), headers(ended.get(i)));
            }
        });
    }

    private void reply(CommandRecord command, CommandView view) {
        try {
            ofTheBroker.executeWithoutResult(
                    status -> producer.sendBodyAndHeaders("direct:publish-reply", view, headers(command)));
        } catch (CamelExecutionException | TransactionException e) {
            LOG.warn(
                    "the outcome of {} could not be sent to {}: {}",
                    command.commandId(),
                    command.replyTo(),
                    String.valueOf(e.getCause()));
        }
    }

    private static Map<String, Object> headers(CommandRecord command) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("commandId", command.commandId());
        headers.put("replyTo", command.replyTo());
        headers.put(
                "JMSCorrelationID", command.correlationId() == null ? command.commandId() : command.correlationId());
        return headers;
    }

    private void take(List<CommandRecord> ended) {
        for (CommandRecord command : ended) {
            CommandView view = views.of(command);
            notifications.take(ended(command, view), view);
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
