package io.kvitt.provider.klarna;

import static io.kvitt.provider.klarna.KlarnaFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.Bound;
import io.kvitt.payment.Action;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.ProviderRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The route file calls these beans by name, so Camel must be able to reach and bind every method. */
class KlarnaBeansInCamelTest {

    private final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        spring.registerBean(Clock.class, () -> Clock.fixed(NOW, ZoneOffset.UTC));
        spring.registerBean(KlarnaSettings.class, () -> Bound.settings(KlarnaSettings.class));
        spring.scan("io.kvitt.provider.klarna");
        spring.getBeanFactory()
                .setConversionService(
                        org.springframework.boot.convert.ApplicationConversionService.getSharedInstance());
        spring.refresh();
        camel.getRegistry().bind("klarnaRequests", spring.getBean("klarnaRequests"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String method : new String[] {"activate", "annul", "credit", "update", "release"}) {
                    from("direct:" + method).bean("klarnaRequests", method);
                }
                from("direct:json")
                        .bean("klarnaRequests", "activate")
                        .transform()
                        .simple("${body.body}")
                        .marshal(new JacksonDataFormat(JSON, Object.class))
                        .convertBodyTo(String.class);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        spring.close();
    }

    @Test
    void every_request_method_is_reached_by_its_name_and_fed_from_the_exchange() {
        KlarnaOrder authorized = order("AUTHORIZED", 20000, 0, 0, 20000);
        assertThat(request("activate", assignment(Action.ACTIVATE, null), authorized)
                        .operation())
                .isEqualTo("capture");
        assertThat(request("annul", assignment(Action.ANNUL, null), authorized).operation())
                .isEqualTo("cancel");
        Assignment update = assignment(Action.UPDATE, 500L, line("A", "Chair", "1", 500, 2500, 500));
        assertThat(request("update", update, authorized).operation()).isEqualTo("update");
        assertThat(request("credit", assignment(Action.CREDIT, null), order("CAPTURED", 20000, 20000, 0, 0))
                        .operation())
                .isEqualTo("refund");
        assertThat(request("release", assignment(Action.CREDIT, null), order("PART_CAPTURED", 20000, 5000, 0, 15000))
                        .operation())
                .isEqualTo("release");
    }

    @Test
    void the_body_is_marshalled_by_camel_with_klarnas_names() {
        Object json = send(
                "json",
                "",
                Map.of(
                        "assignment",
                        assignment(Action.ACTIVATE, null),
                        "reading",
                        order("AUTHORIZED", 20000, 0, 0, 20000)));
        assertThat(json).isEqualTo("{\"captured_amount\":20000,\"reference\":\"erp1-000123\"}");
    }

    private ProviderRequest request(String method, Assignment assignment, PaymentReading reading) {
        return (ProviderRequest) send(method, "", Map.of("assignment", assignment, "reading", reading));
    }

    private Object send(String route, Object body, Map<String, Object> properties) {
        Exchange exchange = camel.createProducerTemplate().request("direct:" + route, sent -> {
            sent.getMessage().setBody(body);
            properties.forEach(sent::setProperty);
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }
}
