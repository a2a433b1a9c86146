package io.kvitt.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.camel.ProviderRequests;
import io.kvitt.payment.Effect;
import io.kvitt.payment.PaymentReading;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Provider;
import io.kvitt.provider.ProviderRequest;
import io.kvitt.provider.Requests;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the real effect → request routes with the real bean behind them, at a provider that says what it was asked for. */
class RequestRouteTest {

    private static final List<String> PROVIDERS = List.of("klarna", "svea");

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void load() throws Exception {
        CAMEL.getRegistry().bind("providerRequests", new ProviderRequests());
        for (String provider : PROVIDERS) {
            PluginHelper.getRoutesLoader(CAMEL)
                    .loadRoutes(ResourceHelper.resolveResource(
                            CAMEL, "file:" + Path.of("routes/" + provider + ".camel.yaml")));
        }
        CAMEL.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:reject").setProperty("rejected", constant(true));
            }
        });
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    static Stream<Arguments> effects() {
        return PROVIDERS.stream()
                .flatMap(provider -> Stream.of(Effect.values()).map(effect -> Arguments.of(provider, effect)));
    }

    @ParameterizedTest
    @MethodSource("effects")
    void every_effect_has_the_request_of_that_effect(String provider, Effect effect) {
        Exchange done = send(provider, effect.wireName());

        assertThat(done.getProperty("request", ProviderRequest.class).effect()).isEqualTo(effect);
        assertThat(done.getProperty("rejected")).isNull();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void an_effect_that_the_file_does_not_name_is_rejected(String provider) {
        Exchange done = send(provider, "extend");

        assertThat(done.getProperty("request")).isNull();
        assertThat(done.getProperty("rejected")).isEqualTo(true);
    }

    static List<String> providers() {
        return PROVIDERS;
    }

    private static Exchange send(String provider, String effect) {
        Exchange done = CAMEL.createProducerTemplate().send("direct:" + provider + "-request", exchange -> {
            exchange.setProperty("effect", effect);
            exchange.setProperty("port", at(Provider.class, requests()));
            exchange.setProperty("assignment", new Assignment(null, null, "1", 0));
        });
        assertThat(done.getException()).isNull();
        return done;
    }

    /** A provider of which only this is asked. */
    private static Provider at(Class<Provider> port, Requests<PaymentReading> requests) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("requests");
                    return requests;
                }));
    }

    private static Requests<PaymentReading> requests() {
        return new Requests<>() {
            @Override
            public ProviderRequest activate(Assignment assignment, PaymentReading reading) {
                return request(Effect.ACTIVATE);
            }

            @Override
            public ProviderRequest annul(Assignment assignment, PaymentReading reading) {
                return request(Effect.ANNUL);
            }

            @Override
            public ProviderRequest credit(Assignment assignment, PaymentReading reading) {
                return request(Effect.CREDIT);
            }

            @Override
            public ProviderRequest update(Assignment assignment, PaymentReading reading) {
                return request(Effect.UPDATE);
            }

            @Override
            public ProviderRequest release(Assignment assignment, PaymentReading reading) {
                return request(Effect.RELEASE);
            }
        };
    }

    private static ProviderRequest request(Effect effect) {
        return new ProviderRequest(effect, effect.wireName(), 1, "SEK", "POST", "/", null, null);
    }
}
