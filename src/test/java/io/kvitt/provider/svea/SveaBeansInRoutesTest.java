package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.payment.Action;
import io.kvitt.provider.ProviderRequest;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route file calls these beans by name and binds their parameters; none of that is seen by the compiler. */
class SveaBeansInRoutesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.getRegistry().bind("sveaRequests", new SveaRequests());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void a_request_is_built_from_the_exchanges_properties() {
        for (String method : new String[] {"activate", "annul"}) {
            Exchange exchange = call("sveaRequests", method, it -> {
                it.setProperty("assignment", assignment(Action.ACTIVATE));
                it.setProperty("reading", invoiceOpen());
            });

            assertThat(exchange.getMessage().getBody()).isInstanceOf(ProviderRequest.class);
        }
    }

    private Exchange call(String bean, String method, Consumer<Exchange> given) {
        return camel.createProducerTemplate().request("bean:" + bean + "?method=" + method, given::accept);
    }
}
