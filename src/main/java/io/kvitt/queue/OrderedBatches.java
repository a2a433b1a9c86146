package io.kvitt.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer that takes whatever lies in its queue as one {@link MessageBatch}, in one transaction of the broker. The
 * queue is exclusive, so that of all instances' consumers one has messages at a time; when it closes or dies, the
 * broker gives those that were not committed to the next one, in their order.
 */
final class OrderedBatches extends DefaultJmsMessageListenerContainer {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedBatches.class);
    private static final int MOST_MESSAGES = 200;
    private static final long ENOUGH_CHARACTERS = 1024 * 1024;

    private final String queue;

    OrderedBatches(JmsEndpoint endpoint) {
        super(endpoint);
        this.queue = endpoint.getDestinationName();
    }

    @Override
    protected MessageConsumer createListenerConsumer(Session session) throws JMSException {
        ExclusiveQueue.require(session, queue);
        return super.createListenerConsumer(session);
    }

    @Override
    protected @Nullable Message receiveMessage(MessageConsumer consumer) throws JMSException {
        Message message = super.receiveMessage(consumer);
        if (message == null) {
            return null;
        }
        List<Message> batch = new ArrayList<>();
        for (long size = 0; message != null; message = next(consumer, batch.size(), size)) {
            batch.add(message);
            size += size(message);
        }
        return MessageBatch.of(batch);
    }

    private @Nullable Message next(MessageConsumer consumer, int messages, long size) {
        try {
            return messages < MOST_MESSAGES && size < ENOUGH_CHARACTERS ? consumer.receiveNoWait() : null;
        } catch (JMSException e) {
            // Those at hand are taken first: closed with them unsettled, the consumer would let later ones pass them.
            LOG.debug("the broker gives no more", e);
            return null;
        }
    }

    private static long size(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? 0 : text.getText().length();
        }
        return message instanceof BytesMessage bytes ? bytes.getBodyLength() : 0;
    }

    /**
     * A batch that the route could not take is given back, and the consumer closed: another instance may be able to
     * take it.
     *
     * @throws JMSException also for what is not the broker's fault, as only that makes Spring close the consumer
     */
    @Override
    protected void invokeListener(Session session, Message message) throws JMSException {
        try {
            super.invokeListener(session, message);
        } catch (RuntimeException e) {
            throw (JMSException) new JMSException("a batch of " + queue + " could not be taken").initCause(e);
        }
    }
}
