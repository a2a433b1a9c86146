package io.kvitt.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kvitt.Bound;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;

class BrokerRestartTest {

    @TempDir
    Path data;

    @Test
    void the_broker_may_free_its_buffers_unless_somebody_says_otherwise() {
        String before = System.clearProperty("io.netty.noUnsafe");
        try {
            new LocalDefaults().postProcessEnvironment(new StandardEnvironment(), new SpringApplication());

            assertThat(System.getProperty("io.netty.noUnsafe")).isEqualTo("false");
        } finally {
            if (before != null) {
                System.setProperty("io.netty.noUnsafe", before);
            }
        }
    }

    /** On JDK 25 the broker could not read its own journal, and Kvitt ran on without one. */
    @Test
    void a_message_outlives_the_broker_on_every_jdk() throws Exception {
        try (Broker broker = Broker.start(data)) {
            try (JMSContext context = broker.factory().createContext()) {
                context.createProducer().send(context.createQueue("kvitt.commands"), "kept");
            }
        }
        try (Broker broker = Broker.start(data)) {
            try (JMSContext context = broker.factory().createContext()) {
                assertThat(context.createConsumer(context.createQueue("kvitt.commands"))
                                .receiveBody(String.class, 10_000))
                        .isEqualTo("kept");
            }
        }
    }

    @Test
    void a_queue_that_an_older_kvitt_made_becomes_exclusive() throws Exception {
        try (Broker broker = Broker.start(data)) {
            broker.server().getActiveMQServer().destroyQueue(SimpleString.of("kvitt.commands"));
            broker.server()
                    .getActiveMQServer()
                    .createQueue(QueueConfiguration.of("kvitt.commands").setRoutingType(RoutingType.ANYCAST));
            try (JMSContext context = broker.factory().createContext()) {
                context.createProducer().send(context.createQueue("kvitt.commands"), "kept");
            }
        }
        try (Broker broker = Broker.start(data)) {
            Queue queue = broker.server().getActiveMQServer().locateQueue("kvitt.commands");

            assertThat(queue.isExclusive()).isTrue();
            assertThat(queue.getMessageCount()).isOne();
        }
    }

    @Test
    void kvitt_does_not_start_when_its_broker_does_not_run() throws Exception {
        try (Broker broker = Broker.start(data)) {
            broker.server().stop();

            assertThatThrownBy(() -> new RunningBroker(broker.server())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_broker_that_runs_is_no_hindrance() throws Exception {
        try (Broker broker = Broker.start(data)) {
            assertThatCode(() -> new RunningBroker(broker.server())).doesNotThrowAnyException();
        }
    }

    private record Broker(EmbeddedActiveMQ server, ConnectionFactory factory) implements AutoCloseable {

        static Broker start(Path data) throws Exception {
            ConfigurationImpl configuration = new ConfigurationImpl();
            configuration.setSecurityEnabled(false);
            configuration.setJournalDirectory(data.resolve("journal").toString());
            configuration.setBindingsDirectory(data.resolve("bindings").toString());
            configuration.setLargeMessagesDirectory(data.resolve("large").toString());
            configuration.setPagingDirectory(data.resolve("paging").toString());
            configuration.addAcceptorConfiguration("in-vm", "vm://77");
            new EmbeddedBroker(
                            Bound.settings(BrokerSettings.class, "port", -1),
                            new StaticListableBeanFactory().getBeanProvider(FreePort.class))
                    .customize(configuration);
            EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
            broker.setConfiguration(configuration);
            broker.start();
            return new Broker(broker, new ActiveMQConnectionFactory("vm://77"));
        }

        @Override
        public void close() throws Exception {
            server.stop();
        }
    }
}
