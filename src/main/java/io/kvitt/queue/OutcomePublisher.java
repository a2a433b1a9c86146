package io.kvitt.queue;

import io.kvitt.desk.Outcomes;
import io.kvitt.desk.Outcomes.Outcome;
import io.kvitt.views.Json;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ProducerTemplate;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells every outcome to the topic and to whoever asked for a reply: at least once, in the order of acceptance. */
@Component("outcomePublisher")
public class OutcomePublisher {

    private static final int BATCH = 200;

    private final Outcomes outcomes;
    private final Replies replies;
    private final ProducerTemplate producer;
    private final TransactionTemplate broker;

    OutcomePublisher(Outcomes outcomes, Replies replies, ProducerTemplate producer, ConnectionFactory connections) {
        this.outcomes = outcomes;
        this.replies = replies;
        this.producer = producer;
        this.broker = new TransactionTemplate(new JmsTransactionManager(connections));
    }

    /** Tells all that is not told yet. */
    public void publish() {
        while (outcomes.publish(BATCH, this::tell) == BATCH) {
            // there may be more
        }
    }

    /**
     * In transactions of the broker's own, committed before the ledger's: a session that took part in the ledger's
     * transaction would be committed after it, and what the broker lost then would never be told.
     */
    private void tell(List<Outcome> ended) {
        replies.send(ended.stream()
                .filter(outcome -> outcome.replyTo() != null)
                .map(outcome -> letter(outcome, Objects.requireNonNull(outcome.replyTo())))
                .toList());
        broker.executeWithoutResult(status -> ended.forEach(
                outcome -> producer.sendBody("direct:publish-outcome", letter(outcome, "kvitt.outcomes"))));
    }

    private static Letter letter(Outcome outcome, String to) {
        String commandId = outcome.command().commandId();
        return new Letter(
                to,
                Json.text(outcome.command()),
                Map.of(
                        "commandId",
                        commandId,
                        "JMSCorrelationID",
                        outcome.correlationId() == null ? commandId : outcome.correlationId()));
    }
}
