package io.kvitt.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running Kvitt in a process of its own, which may be killed at any time. */
final class KvittProcess {

    private static final Duration LONGEST_START = Duration.ofSeconds(Long.getLong("proof.start-seconds", 90));

    /** What an orchestrator gives it before it kills it. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final int ENDED_BY_SIGTERM = 143;

    /** The campaign's own key, and its digest for Kvitt's settings. */
    static final String KEY = "campaign";

    private static final String KEY_SHA256 = "3dc260b2472062d9c57bd930b02f23831d917b8f3e3234b6d63964a53c31d3aa";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final long startedAt = System.nanoTime();

    private KvittProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param crash as {@link CrashingKvitt} takes it; null for a Kvitt that does not die by itself */
    static KvittProcess start(Path data, Path log, List<String> settings, @Nullable String crash) {
        int port = Forks.freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--kvitt.data=" + data,
                "--kvitt.api-keys.campaign.sha256=" + KEY_SHA256,
                "--kvitt.api-keys.campaign.permissions=payments.read,payments.act,settings.read,settings.write,operations",
                "--kvitt.api-keys.campaign.accounts=*"));
        arguments.addAll(settings);
        return new KvittProcess(
                Forks.java(
                        CrashingKvitt.class,
                        log,
                        List.of("-Xmx512m", "-Dcrash=" + (crash == null ? "" : crash)),
                        arguments),
                port);
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** When its start began, by {@link System#nanoTime()}. */
    long startedAt() {
        return startedAt;
    }

    /** Waits until it answers; false when it died before. */
    boolean awaitReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/commands?orderNumber=none"))
                .timeout(Duration.ofSeconds(2))
                .header("X-API-Key", KEY)
                .build();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return true;
                }
            } catch (IOException e) {
                // not there yet
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        if (process.isAlive()) {
            throw new AssertionError("Kvitt does not start");
        }
        return false;
    }

    /** @return whether it ended in time */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL, unless it is dead already. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Whether it died where it was told to. */
    boolean diedAtItsStep() {
        return !process.isAlive() && process.exitValue() == CrashingKvitt.EXIT;
    }

    /**
     * SIGTERM.
     *
     * @return how long it took
     */
    Duration endInPeace() throws InterruptedException {
        long asked = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended within its grace period")
                .isTrue();
        assertThat(process.exitValue()).as("exit code").isEqualTo(ENDED_BY_SIGTERM);
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** @param path below /api/v1 */
    HttpResponse<String> call(
            String method, String path, @Nullable String key, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void signal(String name) {
        Forks.signal(name, process.pid());
    }
}
