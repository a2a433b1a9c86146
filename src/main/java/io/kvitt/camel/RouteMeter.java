package io.kvitt.camel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;

/** Counts and times the exchanges of one route. The meters are looked up once, not for each exchange. */
final class RouteMeter extends RoutePolicySupport {

    private final String began;
    private final Timer duration;
    private final Counter total;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter handled;
    private final Counter redelivered;

    RouteMeter(MeterRegistry registry, String routeId, Tags tags) {
        this.began = "kvittBegan-" + routeId;
        this.duration = Timer.builder("camel.route.policy")
                .description("Time that exchanges spend in the route")
                .tags(tags)
                .register(registry);
        this.total = counter(registry, "total", "Exchanges that are through, well or not", tags);
        this.succeeded = counter(registry, "succeeded", "Exchanges that went well", tags);
        this.failed = counter(registry, "failed", "Exchanges that failed", tags);
        this.handled = counter(registry, "failures.handled", "Failures that the route's error handling took", tags);
        this.redelivered = counter(registry, "external.redeliveries", "Messages that the broker delivered again", tags);
    }

    private static Counter counter(MeterRegistry registry, String what, String description, Tags tags) {
        return Counter.builder("camel.exchanges." + what)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        exchange.setProperty(began, System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.removeProperty(began) instanceof Long start) {
            duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
        total.increment();
        if (exchange.isFailed()) {
            failed.increment();
            return;
        }
        succeeded.increment();
        if (ExchangeHelper.isFailureHandled(exchange)) {
            handled.increment();
        }
        if (exchange.isExternalRedelivered()) {
            redelivered.increment();
        }
    }
}
