package io.kvitt.local;

import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** An embedded broker that cannot start only logs why; Kvitt would run on and take nothing from its queues. */
@Component
@ConditionalOnProperty(name = "spring.artemis.mode", havingValue = "embedded")
final class RunningBroker {

    /** @throws IllegalStateException when it did not start */
    RunningBroker(EmbeddedActiveMQ broker) {
        if (!broker.getActiveMQServer().isActive()) {
            throw new IllegalStateException("the embedded broker did not start; its log lines above say why");
        }
    }
}
