package io.kvitt.proof;

import io.kvitt.proof.Story.Channel;
import io.kvitt.proof.Story.Command;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Brings commands to Kvitt by REST, JMS and files, as senders do that repeat what was not acknowledged. */
final class Messenger {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path in;
    private final Supplier<ActiveMQConnectionFactory> broker;
    private final @Nullable String replyTo;
    private final Answers answers = new Answers();
    private final Map<String, List<String>> dropped = new LinkedHashMap<>();

    Messenger(Path erp, Supplier<ActiveMQConnectionFactory> broker) {
        this(erp, broker, null);
    }

    /** @param replyTo the queue that messages ask replies to; null for none */
    Messenger(Path erp, Supplier<ActiveMQConnectionFactory> broker, @Nullable String replyTo) {
        this.in = erp.resolve("in");
        this.broker = broker;
        this.replyTo = replyTo;
        try {
            Files.createDirectories(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the calls of the REST API ended. */
    Answers answers() {
        return answers;
    }

    /** The files that were dropped, without their ending, and the ids of the commands in each. */
    Map<String, List<String>> dropped() {
        return dropped;
    }

    /** The name of the file that comes next, without its ending. */
    String nextFile() {
        return "p-" + (dropped.size() + 1);
    }

    /** Takes the instances in turn. Returns when everything was told, or when none is there. */
    void tell(List<KvittProcess> kvitts, List<Story> stories) {
        drop(stories);
        sendMessages(stories);
        int turn = 0;
        for (Story story : stories) {
            for (Command command : story.commands()) {
                // Not acknowledged means not known: the same id goes again, before anything that must come after it.
                if (command.channel() == Channel.REST && !command.isTold()) {
                    if (!post(kvitts.get(turn++ % kvitts.size()), story, command)) {
                        break;
                    }
                    command.tell();
                }
            }
        }
    }

    /** Waits until no file is left on its way. */
    void finishFiles() {
        Awaitility.await("no file in in/ or work/")
                .atMost(Duration.ofMinutes(1))
                .until(() -> onTheirWay() == 0);
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
        if (!kvitt.isAlive()) {
            return false;
        }
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
            if (status != 202 && status != 200) {
                answers.failed(status, kvitt.port());
                return false;
            }
            answers.count(Answers.Kind.ACCEPTED, "");
            return true;
        } catch (IOException e) {
            answers.failed(e, kvitt.port());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A send that the broker did not confirm may have arrived or not: the same id goes again. */
    private void sendMessages(List<Story> stories) {
        try (ActiveMQConnectionFactory factory = broker.get();
                Connection connection = factory.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("kvitt.commands"))) {
            for (Story story : stories) {
                for (Command command : story.commands()) {
                    if (command.channel() == Channel.JMS && !command.isTold()) {
                        Message message = session.createTextMessage(json(story, command));
                        if (replyTo != null) {
                            message.setJMSReplyTo(session.createQueue(replyTo));
                        }
                        producer.send(message);
                        command.tell();
                    }
                }
            }
        } catch (JMSException e) {
            // the broker is gone; what is not told goes again
        }
    }

    /** All in one file under a name that is not taken before it is complete. */
    private void drop(List<Story> stories) {
        List<Command> records = new ArrayList<>();
        String name = nextFile();
        StringBuilder file = new StringBuilder(
                "{\"format\":\"kvitt/1\",\"fileId\":\"%s\",\"sequence\":%d}%n".formatted(name, dropped.size() + 1));
        for (Story story : stories) {
            for (Command command : story.commands()) {
                if (command.channel() == Channel.FILE && !command.isTold()) {
                    file.append(
                            "{\"commandId\":\"%s\",\"command\":\"%s\",\"provider\":\"%s\",\"providerOrderId\":\"%s\"}%n"
                                    .formatted(
                                            command.id(),
                                            command.action().toUpperCase(Locale.ROOT),
                                            story.provider(),
                                            story.orderId()));
                    records.add(command);
                }
            }
        }
        if (records.isEmpty()) {
            return;
        }
        file.append("{\"end\":true,\"count\":").append(records.size()).append("}\n");
        try {
            Path partial = in.resolve(name + ".jsonl.part");
            Files.writeString(partial, file);
            Files.move(partial, in.resolve(name + ".jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropped.put(name, records.stream().map(Command::id).toList());
        records.forEach(Command::tell);
    }

    private static String json(Story story, Command command) {
        return "{\"commandId\":\"%s\",\"action\":\"%s\",\"account\":\"%s\",\"providerOrderId\":\"%s\"}"
                .formatted(command.id(), command.action(), story.provider(), story.orderId());
    }
}
