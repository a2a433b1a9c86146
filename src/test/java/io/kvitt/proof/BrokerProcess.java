package io.kvitt.proof;

import io.kvitt.local.BrokerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.artemis.autoconfigure.ArtemisAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** A broker alone in its process, with the queues and settings of Kvitt's embedded one. */
public final class BrokerProcess implements Broker {

    /** Not a component, or Kvitt would find it on the class path and start a broker of its own. */
    @ImportAutoConfiguration(ArtemisAutoConfiguration.class)
    @EnableConfigurationProperties(BrokerSettings.class)
    @ComponentScan(
            basePackages = "io.kvitt.local",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = "io\\.kvitt\\.local\\.EmbeddedBroker"))
    static class Main {

        public static void main(String[] arguments) {
            new SpringApplicationBuilder(Main.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments);
        }
    }

    private final Path data;
    private final Path log;
    private final int port;
    private Process process;

    private BrokerProcess(Path data, Path log, int port) {
        this.data = data;
        this.log = log;
        this.port = port;
        this.process = fork();
    }

    public static BrokerProcess start(Path data, Path log) {
        return new BrokerProcess(data, log, Forks.freePort());
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public List<String> settings() {
        return List.of("--spring.artemis.broker-url=" + url());
    }

    @Override
    public ActiveMQConnectionFactory forSenders() {
        return senders(port);
    }

    /** A sender that learns at once that the broker is gone. */
    static ActiveMQConnectionFactory senders(int port) {
        return new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port + "?callTimeout=2000&reconnectAttempts=0");
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void restart() {
        process = fork();
    }

    private Process fork() {
        Process forked = Forks.java(
                Main.class,
                log,
                List.of("-Xmx256m"),
                List.of("--kvitt.broker.port=" + port, "--spring.artemis.embedded.data-directory=" + data));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listens(forked));
        return forked;
    }

    private boolean listens(Process forked) {
        if (!forked.isAlive()) {
            throw new AssertionError("the broker does not start: " + log);
        }
        return Forks.listens(port);
    }
}
