package io.kvitt.provider.svea;

import static io.kvitt.provider.svea.SveaFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.payment.Action;
import io.kvitt.provider.Outcome;
import io.kvitt.provider.ProviderRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
        Clock clock = Clock.fixed(Instant.parse("2026-01-15T10:00:00Z"), ZoneOffset.UTC);
        camel.getRegistry()
                .bind(
                        "svea",
                        new Svea(
                                new SveaRequests(),
                                new SveaSignature(java.time.Clock.systemUTC()),
                                java.time.Duration.ofSeconds(90)));
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

    @Test
    void the_answer_about_a_task_is_understood_from_the_body() {
        Outcome working = new Outcome.Working("/api/v1/queue/5", null, null);

        assertThat(call("svea", "taskOutcome", it -> {
                            it.setProperty("task", "/api/v1/queue/5");
                            it.getIn().setBody(answer(200, "{\"Status\":\"InProgress\"}"));
                        })
                        .getMessage()
                        .getBody())
                .isEqualTo(working);
    }

    private Exchange call(String bean, String method, Consumer<Exchange> given) {
        return camel.createProducerTemplate().request("bean:" + bean + "?method=" + method, given::accept);
    }
}
