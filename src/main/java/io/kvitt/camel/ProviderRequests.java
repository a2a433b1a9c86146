package io.kvitt.camel;

import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.Requests;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Sets {@code request} to what brings an effect about at the payment's own provider. Its route file says which. */
@Component("providerRequests")
public class ProviderRequests {

    /** {@link Requests#activate} and its like. */
    private interface Effect {

        ProviderRequest of(Requests<PaymentReading> requests, Assignment assignment, PaymentReading reading);
    }

    public void activate(Exchange exchange) {
        set(exchange, Requests::activate);
    }

    public void annul(Exchange exchange) {
        set(exchange, Requests::annul);
    }

    public void credit(Exchange exchange) {
        set(exchange, Requests::credit);
    }

    public void update(Exchange exchange) {
        set(exchange, Requests::update);
    }

    public void release(Exchange exchange) {
        set(exchange, Requests::release);
    }

    private static void set(Exchange exchange, Effect effect) {
        Provider provider = exchange.getProperty("port", Provider.class);
        // The reading is one that this very provider has made.
        @SuppressWarnings("unchecked")
        Requests<PaymentReading> requests = (Requests<PaymentReading>) provider.requests();
        exchange.setProperty(
                "request",
                effect.of(
                        requests,
                        exchange.getProperty("assignment", Assignment.class),
                        exchange.getProperty("reading", PaymentReading.class)));
    }
}
