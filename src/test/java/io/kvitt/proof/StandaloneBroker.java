package io.kvitt.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;

/** An Artemis as a merchant runs it: from its distribution, by {@code deploy/artemis/start.sh}, with users and rights. */
final class StandaloneBroker implements Broker {

    static final List<String> USERS = List.of("kvitt", "erp", "listener", "operator");

    private static final Path DISTRIBUTIONS = Path.of("target", "artemis");
    private static final Path START = Path.of("deploy", "artemis", "start.sh");
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final Path instance;
    private final Path log;
    private final int port;
    private final List<String> options;
    private final Path properties;
    private Process process;

    private StandaloneBroker(Path instance, Path log, int port, Path properties, List<String> options) {
        this.instance = instance;
        this.log = log;
        this.port = port;
        this.properties = properties;
        this.options = options;
    }

    static StandaloneBroker start(Path home, Path log) throws IOException {
        StandaloneBroker broker = of(home, log, Forks.freePort(), null, List.of());
        broker.restart();
        return broker;
    }

    /**
     * One that is not started yet.
     *
     * @param properties what wins over broker.xml; null for nothing
     * @param options for its JVM
     */
    static StandaloneBroker of(Path home, Path log, int port, Path properties, List<String> options)
            throws IOException {
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        for (String user : USERS) {
            Files.writeString(secrets.resolve("artemis_" + user), password(user));
        }
        return new StandaloneBroker(home.resolve("instance"), log, port, properties, options);
    }

    static String password(String user) {
        return user + "'s own";
    }

    int port() {
        return port;
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public List<String> settings() {
        return List.of(
                "--spring.artemis.broker-url=" + url(),
                "--spring.artemis.user=kvitt",
                "--spring.artemis.password=" + password("kvitt"));
    }

    @Override
    public ActiveMQConnectionFactory forSenders() {
        return as("erp");
    }

    ActiveMQConnectionFactory as(String user) {
        return new ActiveMQConnectionFactory(url() + "?callTimeout=2000&reconnectAttempts=0", user, password(user));
    }

    /** SIGTERM, and waits for its end. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the broker does not stop: " + log);
        }
    }

    @Override
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    /** Returns when it accepts connections. */
    @Override
    public void restart() throws IOException {
        begin();
        Awaitility.await().atMost(LONGEST_START).until(this::accepts);
    }

    /** Starts it without waiting, as a backup accepts nothing. */
    void begin() throws IOException {
        List<String> jvm = new ArrayList<>(List.of(
                "-Xms64m",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dkvitt.broker.host=127.0.0.1",
                "-Dkvitt.broker.port=" + port));
        jvm.addAll(options);
        ProcessBuilder builder = new ProcessBuilder("sh", START.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("ARTEMIS_HOME", distribution().toString());
        environment.put("ARTEMIS_INSTANCE", instance.toString());
        environment.put("ARTEMIS_SECRETS", instance.resolveSibling("secrets").toString());
        environment.put("JAVA_ARGS_APPEND", String.join(" ", jvm));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        if (properties != null) {
            environment.put("ARTEMIS_PROPERTIES", properties.toString());
        }
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private boolean accepts() {
        if (!process.isAlive()) {
            throw new AssertionError("the broker does not start: " + log);
        }
        return Forks.listens(port);
    }

    /** Unpacked by Maven's profile proof. */
    private static Path distribution() {
        try (Stream<Path> unpacked = Files.list(DISTRIBUTIONS)) {
            return unpacked.findFirst().orElseThrow().toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("run with -Pproof", e);
        }
    }
}
