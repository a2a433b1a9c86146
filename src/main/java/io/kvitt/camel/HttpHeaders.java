package io.kvitt.camel;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Only these headers ever reach a provider; camel-http would send every header of the message. */
final class HttpHeaders implements HeaderFilterStrategy {

    private static final Set<String> ALLOWED = Set.of(
            "accept",
            "authorization",
            "content-type",
            "klarna-idempotency-key",
            "timestamp",
            "user-agent",
            "x-svea-correlationid");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !ALLOWED.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return name.regionMatches(true, 0, "Camel", 0, 5);
    }
}
