package io.kvitt.camel;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells who has replaced routes which of them nothing takes the faults of. A route that names a route configuration is
 * not under the ones without an id any more, and one whose name matches none has lost Kvitt's error handling unseen.
 */
@Component
final class UnguardedRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(UnguardedRoutes.class);

    private final CamelContext camel;

    UnguardedRoutes(CamelContext camel) {
        this.camel = camel;
    }

    @EventListener(ApplicationStartedEvent.class)
    void warn() {
        for (RouteDefinition route : in(camel)) {
            LOG.warn(
                    "route {} from {} has no error handling: a fault in it is logged and forgotten{} (docs/routes.md)",
                    route.getRouteId(),
                    route.getResource().getLocation(),
                    route.getRouteConfigurationId() == null
                            ? "; is error-handling.camel.yaml missing from the folder?"
                            : "; no routeConfiguration " + route.getRouteConfigurationId() + " with an onException");
        }
    }

    /** Routes from disk without an {@code onException}, an {@code errorHandler} or a {@code doTry} of their own. */
    static List<RouteDefinition> in(CamelContext camel) {
        return ((ModelCamelContext) camel)
                .getRouteDefinitions().stream()
                        .filter(route -> route.getResource() != null
                                && "file".equals(route.getResource().getScheme()))
                        .filter(route -> route.getErrorHandler() == null)
                        .filter(route -> route.getOutputs().stream()
                                .noneMatch(
                                        step -> step instanceof OnExceptionDefinition || step instanceof TryDefinition))
                        .toList();
    }
}
