package io.kvitt.proof;

import io.kvitt.proof.Story.Channel;
import io.kvitt.proof.Story.Command;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Brings commands to Kvitt by REST, JMS and files, as senders do that repeat what was not acknowledged. */
final class Messenger {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path in;
    private final int brokerPort;
    private int files;

    Messenger(Path in, int brokerPort) {
        this.in = in;
        this.brokerPort = brokerPort;
        try {
            Files.createDirectories(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when everything was told, or when Kvitt is gone. */
    void tell(KvittProcess kvitt, List<Story> stories) {
        drop(stories);
        sendMessages(stories);
        for (Story story : stories) {
            for (Command command : story.commands()) {
                // Not acknowledged means not known: the same id goes again, before anything that must come after it.
                if (command.channel() == Channel.REST && !command.isTold()) {
                    if (!kvitt.isAlive() || !post(kvitt, story, command)) {
                        break;
                    }
                    command.tell();
                }
            }
        }
    }

    /** Waits until no file is left on its way. */
    void finishFiles(KvittProcess kvitt) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (onTheirWay() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (onTheirWay() > 0) {
            throw new AssertionError("files are stuck in in/ or work/");
        }
    }

    private long onTheirWay() throws IOException {
        long count = 0;
        for (Path folder : List.of(in, in.resolveSibling("work"))) {
            try (Stream<Path> listed = Files.list(folder)) {
                count += listed.count();
            }
        }
        return count;
    }

    private boolean post(KvittProcess kvitt, Story story, Command command) {
        try {
            int status = http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kvitt.port() + "/api/v1/commands"))
                                    .timeout(Duration.ofSeconds(5))
                                    .header("Content-Type", "application/json")
                                    .header("X-API-Key", KvittProcess.KEY)
                                    .POST(BodyPublishers.ofString(json(story, command)))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            return status == 202 || status == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sendMessages(List<Story> stories) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                        "tcp://127.0.0.1:" + brokerPort + "?callTimeout=2000&reconnectAttempts=0");
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"))) {
            for (Story story : stories) {
                for (Command command : story.commands()) {
                    if (command.channel() == Channel.JMS && !command.isTold()) {
                        producer.send(session.createTextMessage(json(story, command)));
                        command.tell();
                    }
                }
            }
        } catch (JMSException e) {
            // the broker died with Kvitt; what is not told goes again
        }
    }

    /** All in one file under a name that is not taken before it is complete. */
    private void drop(List<Story> stories) {
        List<Command> dropped = new ArrayList<>();
        StringBuilder file = new StringBuilder(
                "{\"format\":\"kvitt/1\",\"fileId\":\"P-" + ++files + "\",\"sequence\":" + files + "}\n");
        for (Story story : stories) {
            for (Command command : story.commands()) {
                if (command.channel() == Channel.FILE && !command.isTold()) {
                    file.append(
                            "{\"commandId\":\"%s\",\"command\":\"%s\",\"provider\":\"%s\",\"providerOrderId\":\"%s\"}%n"
                                    .formatted(
                                            command.id(),
                                            command.action().toUpperCase(java.util.Locale.ROOT),
                                            story.provider(),
                                            story.orderId()));
                    dropped.add(command);
                }
            }
        }
        if (dropped.isEmpty()) {
            return;
        }
        file.append("{\"end\":true,\"count\":").append(dropped.size()).append("}\n");
        try {
            Path partial = in.resolve("p-" + files + ".jsonl.part");
            Files.writeString(partial, file);
            Files.move(partial, in.resolve("p-" + files + ".jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropped.forEach(Command::tell);
    }

    private static String json(Story story, Command command) {
        return "{\"commandId\":\"%s\",\"action\":\"%s\",\"account\":\"%s\",\"providerOrderId\":\"%s\"}"
                .formatted(command.id(), command.action(), story.provider(), story.orderId());
    }
}
