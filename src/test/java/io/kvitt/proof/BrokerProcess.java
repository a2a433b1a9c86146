package io.kvitt.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.artemis.autoconfigure.ArtemisAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** A broker alone in its process, with the queues and settings of Kvitt's embedded one. */
public final class BrokerProcess {

    /** Not a component, or Kvitt would find it on the class path and start a broker of its own. */
    @ImportAutoConfiguration(ArtemisAutoConfiguration.class)
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

    public int port() {
        return port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts on the journal that the killed one left. */
    void restart() {
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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
