package io.kvitt.routing;

import io.kvitt.execution.Dispatcher;
import io.kvitt.ledger.PassSettled;
import io.kvitt.ledger.WorkAccepted;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the executors that something may be due: this instance at once, the others over the work queue. A thousand
 * commands accepted together are one message.
 */
@Component
class WakeUps {

    private final Dispatcher dispatcher;
    private final ProducerTemplate producer;
    private final AtomicBoolean accepted = new AtomicBoolean();

    WakeUps(Dispatcher dispatcher, ProducerTemplate producer) {
        this.dispatcher = dispatcher;
        this.producer = producer;
    }

    @EventListener
    void onAccepted(WorkAccepted event) {
        dispatcher.wake();
        accepted.set(true);
    }

    @EventListener
    void onSettled(PassSettled settled) {
        if (settled.more()) {
            dispatcher.wake();
        }
    }

    @Scheduled(fixedDelayString = "${kvitt.execution.wake-interval}")
    void tellOthers() {
        if (accepted.compareAndSet(true, false)) {
            producer.sendBody("direct:tell-others", "");
        }
    }
}
