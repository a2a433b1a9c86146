package io.kvitt.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What somebody would write instead of Kvitt, with care for speed and none for money: no status is read, no key is
 * sent, and whatever is redelivered is captured again.
 *
 * <p>The durable route inserts, captures, updates and acknowledges; the bare one only captures.
 */
final class NaiveRoutes extends RouteBuilder {

    static final int CONSUMERS = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String provider;
    private final JdbcTemplate jdbc;
    private final OutputStream done;

    private NaiveRoutes(String provider, JdbcTemplate jdbc, OutputStream done) {
        this.provider = provider;
        this.jdbc = jdbc;
        this.done = done;
    }

    /** Broker's URL, provider's address, a file that gets a line for each bare capture, the database's URL. */
    public static void main(String[] arguments) throws Exception {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(new ActiveMQConnectionFactory(arguments[0]));
        pool.setMaxConnections(4);
        JmsConfiguration jms = new JmsConfiguration(pool);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        HttpComponent http = new HttpComponent();
        http.setConnectionsPerRoute(2 * CONSUMERS);
        http.setMaxTotalConnections(2 * CONSUMERS);
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(arguments[3]);
        database.setMaximumPoolSize(16);
        JdbcTemplate jdbc = new JdbcTemplate(database);
        // A schema of its own: Kvitt makes its tables in an empty one only.
        jdbc.execute("create schema if not exists naive");
        jdbc.execute(
                "create table if not exists naive.command (id text primary key, payment text, body text, state text,"
                        + " received_at timestamptz, ended_at timestamptz)");
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addComponent("jms", new JmsComponent(jms));
        camel.addComponent("http", http);
        camel.addRoutes(new NaiveRoutes(arguments[1], jdbc, new FileOutputStream(arguments[2])));
        camel.start();
        Thread.currentThread().join();
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1_000));
        from("jms:queue:naive.durable?concurrentConsumers=" + CONSUMERS)
                .process(this::insert)
                .to("direct:capture")
                .process(this::update);
        from("jms:queue:naive.bare?concurrentConsumers=" + CONSUMERS)
                .process(this::read)
                .to("direct:capture")
                .process(this::note);
        from("direct:capture")
                .errorHandler(noErrorHandler())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader("Content-Type", constant("application/json"))
                .setHeader(
                        "Authorization",
                        constant("Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "sandbox-klarna:sandbox-secret".getBytes(StandardCharsets.UTF_8))))
                .setHeader(
                        Exchange.HTTP_URI,
                        simple(provider + "/klarna/ordermanagement/v1/orders/${exchangeProperty.payment}/captures"))
                .setBody(simple("{\"captured_amount\":${exchangeProperty.amount}}"))
                .to("http:provider?disableStreamCache=true");
    }

    private void read(Exchange exchange) throws IOException {
        JsonNode command = JSON.readTree(exchange.getMessage().getBody(String.class));
        exchange.setProperty("id", command.get("commandId").asText());
        exchange.setProperty("payment", command.get("providerOrderId").asText());
        exchange.setProperty("amount", command.get("amount").asLong());
    }

    private void insert(Exchange exchange) throws IOException {
        read(exchange);
        jdbc.update(
                "insert into naive.command (id, payment, body, state, received_at) values (?, ?, ?, 'NEW', clock_timestamp())"
                        + " on conflict (id) do nothing",
                exchange.getProperty("id"),
                exchange.getProperty("payment"),
                exchange.getMessage().getBody(String.class));
    }

    private void update(Exchange exchange) {
        jdbc.update(
                "update naive.command set state = 'DONE', ended_at = clock_timestamp() where id = ?",
                exchange.getProperty("id"));
    }

    private void note(Exchange exchange) {
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        try {
            synchronized (done) {
                done.write((exchange.getProperty("id") + ";" + micros + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
