package io.kvitt.queue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final ReplyQueues queues;
    private final ProducerTemplate producer;
    private final TransactionTemplate broker;

    Replies(ReplyQueues queues, ProducerTemplate producer, ConnectionFactory connections) {
        this.queues = queues;
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
        Set<String> gone = queues.gone(letters.stream().map(Letter::to).collect(Collectors.toSet()));
        List<Letter> lost = new ArrayList<>();
        List<Letter> wanted = new ArrayList<>();
        letters.forEach(letter -> (gone.contains(letter.to()) ? lost : wanted).add(letter));
        try {
            broker.executeWithoutResult(status -> wanted.forEach(this::post));
        } catch (RuntimeException e) {
            LOG.debug("not all replies could be sent at once", e);
            wanted.stream().filter(letter -> !sendAlone(letter)).forEach(lost::add);
        }
        if (!lost.isEmpty()) {
            LOG.warn(
                    "{} replies could not be sent; the first was for {}",
                    lost.size(),
                    lost.get(0).to());
        }
    }

    private void post(Letter letter) {
        producer.sendBody("direct:publish-reply", letter);
    }

    /** A queue that is gone, full or forbidden is its asker's loss: it must not hold up everybody else's replies. */
    private boolean sendAlone(Letter letter) {
        try {
            broker.executeWithoutResult(status -> post(letter));
            return true;
        } catch (RuntimeException e) {
            if (queues.gone(Set.of(letter.to())).isEmpty() && !isAskersLoss(e)) {
                throw e;
            }
            LOG.debug("a reply could not be sent to {}", letter.to(), e);
            return false;
        }
    }

    private static boolean isAskersLoss(Throwable e) {
        Throwable cause = e;
        while (cause != null && ASKERS_LOSS.stream().noneMatch(cause.getClass()::equals)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
