package io.kvitt.camel;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Only these headers ever reach a provider; camel-http would send every header of the message. */
final class HttpHeaders implements HeaderFilterStrategy {

    private final Set<String> allowed;

    /** @param names in any case */
    HttpHeaders(Set<String> names) {
        this.allowed = names.stream().map(HttpHeaders::folded).collect(Collectors.toUnmodifiableSet());
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !allowed.contains(folded(name));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return name.regionMatches(true, 0, "Camel", 0, 5);
    }
}
