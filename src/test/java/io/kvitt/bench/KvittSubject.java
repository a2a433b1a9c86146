package io.kvitt.bench;

import io.kvitt.Kvitt;
import io.kvitt.proof.Forks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The real Kvitt, as it is shipped but for the addresses of its surroundings. */
final class KvittSubject implements Subject {

    static final String KEY = "campaign";

    private static final String KEY_SHA256 = "3dc260b2472062d9c57bd930b02f23831d917b8f3e3234b6d63964a53c31d3aa";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Lab lab;
    private final Path data;
    private final int port;
    private final Process process;
    private long before;
    private @Nullable String account;

    /**
     * Waits until it answers.
     *
     * @param options of its JVM, such as a heap or a profiler
     */
    KvittSubject(Lab lab, List<String> options, List<String> settings) {
        this(lab, options, settings, Forks.freePort());
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
        begin();
    }

    private KvittSubject(Lab lab, List<String> options, List<String> settings, int port) {
        this.lab = lab;
        this.port = port;
        this.data = lab.home().resolve("kvitt");
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--kvitt.data=" + data,
                "--spring.datasource.url=" + lab.databaseUrl(),
                "--spring.artemis.broker-url=" + lab.brokerUrl(),
                "--kvitt.api-keys.campaign.sha256=" + KEY_SHA256,
                "--kvitt.api-keys.campaign.permissions=payments.read,payments.act",
                "--kvitt.api-keys.campaign.accounts=*"));
        for (String provider : List.of("klarna", "kustom")) {
            arguments.add("--kvitt.accounts." + provider + ".provider=" + provider);
            arguments.add("--kvitt.accounts." + provider + ".base-url="
                    + lab.providers().address() + "/" + provider);
            arguments.add("--kvitt.accounts." + provider + ".username=sandbox-" + provider);
            arguments.add("--kvitt.accounts." + provider + ".password=sandbox-secret");
        }
        arguments.addAll(settings);
        process = Options.image()
                .map(image -> lab.forkImage(image.toAbsolutePath(), "kvitt", options, arguments))
                .orElseGet(() -> lab.fork(Kvitt.class, "kvitt", options, arguments));
    }

    /** Does not wait for anything but that its port is open, and looks at nothing else, so as not to be in its way. */
    static KvittSubject starting(Lab lab, List<String> options, List<String> settings) {
        KvittSubject kvitt = new KvittSubject(lab, options, settings, Forks.freePort());
        while (!Forks.listens(kvitt.port)) {
            if (!kvitt.process.isAlive()) {
                throw new AssertionError("Kvitt does not start:\n" + lab.log("kvitt"));
            }
            LockSupport.parkNanos(2_000_000);
        }
        return kvitt;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Kvitt does not start:\n" + lab.log("kvitt"));
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(commands() + "?orderNumber=none"))
                    .header("X-API-Key", KEY)
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String commands() {
        return "http://127.0.0.1:" + port + "/api/v1/commands";
    }

    Path dropDirectory() {
        return data.resolve("erp/in");
    }

    @Override
    public String name() {
        return "Kvitt";
    }

    @Override
    public String queue() {
        return "kvitt.commands";
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** From now on only this account's commands are counted, which others' may outlast. */
    KvittSubject onlyOf(String newAccount) {
        account = newAccount;
        return this;
    }

    @Override
    public void begin() {
        before = lab.count("select coalesce(max(id), 0) from command");
    }

    @Override
    public long ended() {
        // Counting what is open costs nothing once it is none.
        return account == null
                ? lab.count("select max(id) - " + before
                        + " - (select count(*) from command where ended_at is null) from command")
                : lab.count("select count(*) from command where id > " + before + " and account = '" + account
                        + "' and ended_at is not null");
    }

    @Override
    public Map<String, Long> ends() {
        return times("ended_at");
    }

    /** When each command since {@link #begin()} was accepted, as {@link #ends()} has it. */
    Map<String, Long> accepts() {
        return times("accepted_at");
    }

    private Map<String, Long> times(String column) {
        Map<String, Long> times = new HashMap<>();
        for (String line : lab.strings("select command_id || ';' || (extract(epoch from " + column
                + ") * 1000000)::bigint" + " from command where id > " + before + " and state = 'SUCCEEDED'")) {
            String[] parts = line.split(";");
            times.put(parts[0], Long.parseLong(parts[1]));
        }
        return times;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
