package io.kvitt.local;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The embedded broker's queues; a stand-alone broker is given the same ones by its own configuration. */
@Component
@ConditionalOnProperty(name = "spring.artemis.mode", havingValue = "embedded")
class EmbeddedBroker implements ArtemisConfigurationCustomizer {

    private static final long MEGABYTE = 1024 * 1024;

    private final int port;

    /** The port is looked at first: once this broker listens on it, it is not free. */
    EmbeddedBroker(BrokerSettings settings, ObjectProvider<FreePort> free) {
        free.getIfAvailable();
        this.port = settings.port();
    }

    @Override
    public void customize(Configuration broker) {
        ordered(broker, "kvitt.commands");
        ordered(broker, "kvitt.order-status-changes");
        queue(broker, "kvitt.invalid");
        queue(broker, "kvitt.work");
        queue(broker, "kvitt.dlq");
        queue(broker, "kvitt.expiry");
        broker.addAddressConfiguration(
                new CoreAddressConfiguration().setName("kvitt.outcomes").addRoutingType(RoutingType.MULTICAST));
        // Without a dead-letter address the broker drops a message that cannot be delivered.
        broker.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of("kvitt.dlq"))
                        .setExpiryAddress(SimpleString.of("kvitt.expiry"))
                        // Kvitt puts aside itself what it cannot take, and waits for its database: each consumer that
                        // dies with messages at hand is a delivery, and none of them may become a dead letter by it. A
                        // delay would let later messages pass those that were given back.
                        .setMaxDeliveryAttempts(-1)
                        .setRedeliveryDelay(0)
                        .setMaxSizeBytes(64 * MEGABYTE)
                        .setPageSizeBytes((int) (4 * MEGABYTE))
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        // A wake-up that nobody took in time is worth nothing, and nothing for a person to look at.
        broker.addAddressSetting(
                "kvitt.work",
                new AddressSettings().setExpiryAddress(SimpleString.of("")).setDeadLetterAddress(SimpleString.of("")));
        // The queue of an asker who has left is not made again by a reply to it. JMS names these queues by chance.
        broker.setUuidNamespace("temporary");
        broker.addAddressSetting(
                "temporary.#", new AddressSettings().setAutoCreateQueues(false).setAutoCreateAddresses(false));
        broker.setMaxDiskUsage(95);
        if (port >= 0) {
            try {
                broker.addAcceptorConfiguration("local", "tcp://127.0.0.1:" + port);
            } catch (Exception e) {
                throw new IllegalStateException("kvitt.broker.port: " + port, e);
            }
        }
    }

    private static void queue(Configuration broker, String name) {
        add(broker, QueueConfiguration.of(name));
    }

    /** One that gives its messages to one consumer at a time, in their order. */
    private static void ordered(Configuration broker, String name) {
        add(broker, QueueConfiguration.of(name).setExclusive(true));
    }

    private static void add(Configuration broker, QueueConfiguration queue) {
        broker.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(queue.getName().toString())
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(queue.setRoutingType(RoutingType.ANYCAST)));
    }
}
