package io.kvitt.camel;

import io.kvitt.metrics.MetricsSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Camel's standard meters, under the names and tags of its Micrometer component, which is not on the classpath. Only for
 * the routes that somebody looks at: each exchange of a metered route pays for it.
 */
@Component
class RouteMeters implements RoutePolicyFactory {

    private final MeterRegistry registry;
    private final Set<String> metered;

    /** @param settings ids of routes; those that do not exist are no error, since routes may be replaced from disk */
    RouteMeters(MeterRegistry registry, MetricsSettings settings) {
        this.registry = registry;
        this.metered = settings.routes();
    }

    /** Camel asks for this factory while its context is being made, so that this needs a bean of its own. */
    @Component
    static final class Running {

        Running(MeterRegistry registry, CamelContext camel) {
            Gauge.builder("camel.routes.running", camel, Running::count)
                    .description("Routes that take exchanges")
                    .baseUnit("routes")
                    .tags("camelContext", camel.getName(), "kind", "CamelRoute", "eventType", "RouteEvent")
                    .register(registry);
        }

        private static double count(CamelContext camel) {
            return camel.getRoutes().stream()
                    .map(Route::getRouteId)
                    .filter(id -> camel.getRouteController().getRouteStatus(id) == ServiceStatus.Started)
                    .count();
        }
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        if (!metered.contains(routeId)) {
            return null;
        }
        Gauge.builder(
                        "camel.exchanges.inflight",
                        camel,
                        context -> context.getInflightRepository().size(routeId))
                .description("Exchanges that are in the route now")
                .tags("camelContext", camel.getName(), "kind", "CamelExchangeEvent", "routeId", routeId)
                .register(registry);
        return new RouteMeter(
                registry,
                routeId,
                Tags.of("camelContext", camel.getName(), "kind", "CamelRoute", "eventType", "route")
                        .and("routeId", routeId));
    }
}
