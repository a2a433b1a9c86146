package io.kvitt.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;

/** Two stand-alone brokers on one store; one of them serves, and the other takes over from it. */
final class BrokerPair implements Broker {

    private static final Path DEPLOY = Path.of("deploy", "artemis").toAbsolutePath();
    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(90);

    private final StandaloneBroker primary;
    private final StandaloneBroker backup;

    private BrokerPair(StandaloneBroker primary, StandaloneBroker backup) {
        this.primary = primary;
        this.backup = backup;
    }

    static BrokerPair start(Path home) throws IOException {
        int first = Forks.freePort();
        int second = Forks.freePort();
        BrokerPair pair = new BrokerPair(half(home, "primary", first, second), half(home, "backup", second, first));
        pair.primary.restart();
        pair.backup.begin();
        return pair;
    }

    private static StandaloneBroker half(Path home, String role, int port, int other) throws IOException {
        return StandaloneBroker.of(
                home.resolve(role),
                home.resolve(role + ".log"),
                port,
                DEPLOY.resolve("ha-" + role + ".properties"),
                List.of(
                        "-Dkvitt.broker.data=" + home.resolve("store"),
                        "-Dkvitt.broker.self.host=127.0.0.1",
                        "-Dkvitt.broker.self.port=" + port,
                        "-Dkvitt.broker.other.host=127.0.0.1",
                        "-Dkvitt.broker.other.port=" + other,
                        "-Dkvitt.broker.cluster.password=campaign"));
    }

    private String url(String options) {
        return "(" + primary.url() + "," + backup.url() + ")?ha=true&" + options;
    }

    @Override
    public List<String> settings() {
        return List.of(
                "--spring.artemis.broker-url=" + url("reconnectAttempts=-1"),
                "--spring.artemis.user=kvitt",
                "--spring.artemis.password=" + StandaloneBroker.password("kvitt"));
    }

    @Override
    public ActiveMQConnectionFactory forSenders() {
        return as("erp");
    }

    ActiveMQConnectionFactory as(String user) {
        return new ActiveMQConnectionFactory(
                url("callTimeout=2000&reconnectAttempts=0&retryInterval=100"), user, StandaloneBroker.password(user));
    }

    /** SIGKILL to the one that serves first. Returns when the other one does. */
    void primaryDies() throws InterruptedException {
        primary.kill();
        await(backup);
    }

    /** SIGTERM to it; the other one takes over. */
    void primaryEnds() throws InterruptedException {
        primary.stop();
        await(backup);
    }

    /** It takes over again. */
    void primaryReturns() throws IOException {
        primary.begin();
        await(primary);
    }

    private static void await(StandaloneBroker broker) {
        Awaitility.await("the other broker serves").atMost(LONGEST_TAKEOVER).until(() -> Forks.listens(broker.port()));
    }

    @Override
    public void kill() throws InterruptedException {
        primary.kill();
        backup.kill();
    }

    @Override
    public void restart() throws IOException {
        primary.restart();
        backup.begin();
    }
}
