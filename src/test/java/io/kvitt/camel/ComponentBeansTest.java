package io.kvitt.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kvitt.Bound;
import io.kvitt.execution.ExecutionSettings;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Providers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests leave: once, and only once, for each time that a route sends one. */
class ComponentBeansTest {

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void the_http_client_never_sends_a_request_again_by_itself(int status) throws Exception {
        assertThat(requestsFor(status)).isEqualTo(1);
    }

    @Test
    void the_http_client_follows_no_redirect() throws Exception {
        assertThat(requestsFor(307)).isEqualTo(1);
    }

    private static int requestsFor(int status) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        provider.start();
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addComponent(
                    "https",
                    new ComponentBeans()
                            .https(
                                    Bound.settings(HttpSettings.class, "response-timeout", "2s"),
                                    Bound.settings(ExecutionSettings.class, "workers", 2),
                                    new Providers(List.of(), new Accounts(Map.of()))));
            camel.start();
            Exchange answer = camel.createProducerTemplate()
                    .send("https:account?throwExceptionOnFailure=false", exchange -> {
                        exchange.getMessage()
                                .setHeader(
                                        Exchange.HTTP_URI,
                                        "http://127.0.0.1:"
                                                + provider.getAddress().getPort() + "/captures");
                        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
                        exchange.getMessage().setBody("{}".getBytes());
                    });
            assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(status);
        } finally {
            provider.stop(0);
        }
        return requests.get();
    }
}
