package io.kvitt.queue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters to those who asked for a reply, in transactions of their own. */
@Component("replies")
public class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private static final List<Class<? extends JMSException>> ASKERS_LOSS =
            List.of(JMSSecurityException.class, InvalidDestinationException.class, ResourceAllocationException.class);

    private final ProducerTemplate producer;
    private final TransactionTemplate broker;

    Replies(ProducerTemplate producer, ConnectionFactory connections) {
        this.producer = producer;
        this.broker = new TransactionTemplate(new JmsTransactionManager(connections));
        // A reply that cannot be sent must not undo what it tells of.
        this.broker.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** What there is to answer at once. */
    public void answer(Told told) {
        send(told.answers());
    }

    void send(List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        try {
            broker.executeWithoutResult(status -> letters.forEach(this::post));
        } catch (RuntimeException e) {
            LOG.debug("not all replies could be sent at once", e);
            letters.forEach(this::sendAlone);
        }
    }

    private void post(Letter letter) {
        producer.sendBody("direct:publish-reply", letter);
    }

    /** A queue that is gone, full or forbidden is its asker's loss: it must not hold up everybody else's replies. */
    private void sendAlone(Letter letter) {
        try {
            broker.executeWithoutResult(status -> post(letter));
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause != null && ASKERS_LOSS.stream().noneMatch(cause.getClass()::equals)) {
                cause = cause.getCause();
            }
            if (cause == null) {
                throw e;
            }
            LOG.warn("a reply could not be sent to {}: {}", letter.to(), cause.toString());
        }
    }
}
