package io.kvitt.local;

import io.kvitt.settings.WrongSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asked before a database is started for nothing: the broker starts after it, and would only log why it cannot. */
@Component
@Lazy
@ConditionalOnProperty(name = "spring.artemis.mode", havingValue = "embedded")
final class FreePort {

    /** @throws WrongSetting when the embedded broker's port is taken */
    FreePort(BrokerSettings settings) {
        if (settings.port() > 0) {
            try (ServerSocket trial = new ServerSocket()) {
                trial.setReuseAddress(true);
                trial.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 1);
            } catch (IOException e) {
                throw new WrongSetting(
                        "kvitt.broker.port",
                        String.valueOf(settings.port()),
                        "another program listens on it; stop that, or give the embedded broker another port (-1 for none)");
            }
        }
    }
}
