package io.kvitt.proof;

import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A broker in a process of its own. */
interface Broker {

    /** What a Kvitt that uses it is told. */
    List<String> settings();

    /** As a system that sends commands connects to it. */
    ActiveMQConnectionFactory forSenders();

    void kill() throws InterruptedException;

    /** Starts on the journal that the last one left. */
    void restart() throws Exception;
}
