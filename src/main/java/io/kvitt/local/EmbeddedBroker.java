package io.kvitt.local;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The embedded broker's queues; a stand-alone broker is given the same ones by its own configuration. */
@Component
@ConditionalOnProperty(name = "spring.artemis.mode", havingValue = "embedded")
class EmbeddedBroker implements ArtemisConfigurationCustomizer {

    private static final long MEGABYTE = 1024 * 1024;

    private final int port;

    EmbeddedBroker(@Value("${kvitt.broker.port}") int port) {
        this.port = port;
    }

    @Override
    public void customize(Configuration broker) {
        queue(broker, "kvitt.commands");
        queue(broker, "kvitt.order-status-changes");
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
                        // What can never be accepted goes to kvitt.invalid at once; what is redelivered waits for the
                        // database, and an outage of some hours must not fill the dead letters.
                        .setMaxDeliveryAttempts(200)
                        .setRedeliveryDelay(1000)
                        .setRedeliveryMultiplier(2)
                        .setMaxRedeliveryDelay(60_000)
                        .setMaxSizeBytes(64 * MEGABYTE)
                        .setPageSizeBytes((int) (4 * MEGABYTE))
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        // A wake-up that nobody took in time is worth nothing, and nothing for a person to look at.
        broker.addAddressSetting(
                "kvitt.work",
                new AddressSettings().setExpiryAddress(SimpleString.of("")).setDeadLetterAddress(SimpleString.of("")));
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
        broker.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST)));
    }
}
