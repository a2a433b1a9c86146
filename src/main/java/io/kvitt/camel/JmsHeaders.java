package io.kvitt.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Only these properties go out with a message: camel-jms would send every header, and with it what the broker had noted
 * on the message that came in, such as an id that makes it take the new one for a duplicate. None comes in: what a
 * message says is read from the message.
 */
final class JmsHeaders implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !name.equals("commandId") && !name.startsWith("kvitt");
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
