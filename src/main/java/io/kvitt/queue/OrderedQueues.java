package io.kvitt.queue;

import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.stereotype.Component;

/** For routes whose messages must be taken in their order. */
@Component("orderedQueues")
final class OrderedQueues implements MessageListenerContainerFactory {

    @Override
    public AbstractMessageListenerContainer createMessageListenerContainer(JmsEndpoint endpoint) {
        return new OrderedBatches(endpoint);
    }
}
