package io.kvitt.camel;

import io.kvitt.metrics.ProviderMeters;
import io.kvitt.provider.Account;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Times each HTTP exchange with a provider, without the wait for its turn, and whether or not an answer came. */
@Component
final class ProviderCallMeter extends RoutePolicySupport implements RoutePolicyFactory {

    /** Set when nothing but the HTTP exchange is left to do. */
    static final String LEFT_AT = "kvittCallLeftAt";

    static final String OPERATION = "kvittCallOperation";

    private static final Logger LOG = LoggerFactory.getLogger(ProviderCallMeter.class);
    private static final String ROUTE = "provider-call";

    private final ProviderMeters meters;

    ProviderCallMeter(ProviderMeters meters) {
        this.meters = meters;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return routeId.equals(ROUTE) ? this : null;
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Account account = exchange.getProperty("account", Account.class);
        if (exchange.removeProperty(LEFT_AT) instanceof Long left && account != null) {
            Duration time = Duration.ofNanos(System.nanoTime() - left);
            String operation = exchange.getProperty(OPERATION, "read", String.class);
            String outcome = outcome(exchange);
            meters.called(account.name(), operation, outcome, time);
            LOG.debug("{} at {}: {} in {} ms", operation, account.name(), outcome, time.toMillis());
        }
    }

    /** The status is known also of an answer that asks for a second try; the exception says so only then. */
    static String outcome(Exchange exchange) {
        Throwable failure = exchange.getException();
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null && (failure == null || failure instanceof TryAgain)) {
            return status == 429 ? "429" : status / 100 + "xx";
        }
        if (failure instanceof HttpHostConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof UnknownHostException) {
            return "unreachable";
        }
        return failure instanceof SocketTimeoutException ? "timeout" : "broken";
    }
}
