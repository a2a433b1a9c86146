package io.kvitt.erp.drop;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.springframework.stereotype.Component;

/** Lets the folders be looked at by the one instance only that serves the drop. */
@Component("onePoller")
final class OnePoller extends DefaultPollingConsumerPollStrategy {

    private final ErpDrop drop;

    OnePoller(ErpDrop drop) {
        this.drop = drop;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return drop.isOurs();
    }
}
