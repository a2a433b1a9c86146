package io.kvitt.camel;

import io.kvitt.command.WorkAccepted;
import io.kvitt.execution.Dispatcher;
import io.kvitt.execution.PassSettled;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the executors that something may be due: this instance at once, the others over the work queue. A thousand
 * commands accepted together are one message. And tells who tells outcomes that there is one.
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

    /** Not before the routes stand. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        dispatcher.start();
    }

    /** Before the routes stop: they finish what they have, and take nothing new. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void stop() {
        dispatcher.close();
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
        if (settled.settlement().state().isEnd()) {
            producer.sendBody("seda:outcomes?size=1&discardWhenFull=true", "ended");
        }
    }

    @Scheduled(fixedDelayString = "${kvitt.execution.wake-interval}")
    void tellOthers() {
        if (accepted.compareAndSet(true, false)) {
            producer.sendBody("direct:tell-others", "");
        }
    }
}
