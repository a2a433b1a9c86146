package io.kvitt.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.provider.Account;
import io.kvitt.provider.ProviderKind;
import io.kvitt.provider.klarna.KlarnaAccounts;
import io.kvitt.provider.svea.SveaAccounts;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the real call route, and sees when each account's calls leave. */
class CallRateTest {

    private static final ConcurrentHashMap<String, List<Long>> LEFT = new ConcurrentHashMap<>();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ExecutorService workers = Executors.newFixedThreadPool(24);

    /** Stands in for the beans that the routes call. */
    public static final class Recorder {

        public void hold(Exchange exchange) {
            Account account = exchange.getProperty("account", Account.class);
            LEFT.computeIfAbsent(account.name(), name -> new CopyOnWriteArrayList<>())
                    .add(System.nanoTime());
        }

        public void answer() {}
    }

    @BeforeEach
    void load() throws Exception {
        LEFT.clear();
        camel.getRegistry().bind("passes", new Recorder());
        camel.getRegistry().bind("providerCalls", new Recorder());
        camel.addComponent("https", new StubComponent());
        RouteBuilder builder = (RouteBuilder) PluginHelper.getRoutesLoader(camel)
                .findRoutesBuilders(
                        ResourceHelper.resolveResource(camel, "file:" + Path.of("routes/provider.camel.yaml")))
                .iterator()
                .next();
        builder.setCamelContext(camel);
        builder.configure();
        camel.addRouteDefinitions(builder.getRouteCollection().getRoutes().stream()
                .filter(route -> route.getId().equals("provider-call"))
                .toList());
        camel.start();
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
        camel.stop();
    }

    @Test
    void an_account_makes_no_more_calls_a_second_than_it_may_and_holds_up_no_other() throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            calls.add(workers.submit(() -> call(account("limited", KlarnaAccounts.KLARNA, 5))));
            calls.add(workers.submit(() -> call(account("other", SveaAccounts.SVEA, 10))));
        }
        for (int i = 0; i < 50; i++) {
            calls.add(workers.submit(() -> call(account("free", SveaAccounts.SVEA, null))));
        }
        for (Future<?> call : calls) {
            call.get(20, TimeUnit.SECONDS);
        }

        inNoSecondMoreThan(5, "limited");
        inNoSecondMoreThan(10, "other");
        assertThat(LEFT.get("free").stream().max(Long::compare).orElseThrow())
                .isLessThan(LEFT.get("limited").stream().max(Long::compare).orElseThrow());
    }

    private static void inNoSecondMoreThan(int rate, String account) {
        List<Long> left = LEFT.get(account).stream().sorted().toList();
        assertThat(left).hasSize(11);
        for (int i = rate; i < left.size(); i++) {
            assertThat(TimeUnit.NANOSECONDS.toMillis(left.get(i) - left.get(i - rate)))
                    .as("call " + i + " of " + account + " after call " + (i - rate))
                    .isGreaterThanOrEqualTo(950);
        }
    }

    private static Account account(String name, ProviderKind provider, @Nullable Integer rateLimit) {
        return new Account(name, provider, URI.create("https://provider.test"), "u", "p", false, rateLimit);
    }

    private void call(Account account) {
        Exchange exchange = camel.getEndpoint("direct:provider-call").createExchange();
        exchange.setProperty("account", account);
        exchange.setProperty("rateLimit", account.rateLimit());
        assertThat(camel.createProducerTemplate()
                        .send("direct:provider-call", exchange)
                        .getException())
                .isNull();
    }
}
