package io.kvitt.camel;

import io.kvitt.execution.Execution;
import io.kvitt.execution.Pass;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** A pass is the route of that name. */
@Component
final class RoutedPass implements Pass {

    private final ProducerTemplate producer;

    RoutedPass(ProducerTemplate producer) {
        this.producer = producer;
    }

    @Override
    public void run(Execution execution) {
        producer.sendBody("direct:pass", execution);
    }
}
