package io.kvitt.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running Kvitt in a process of its own, which may be killed at any time. */
final class KvittProcess {

    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    /** The campaign's own key, and its digest for Kvitt's settings. */
    static final String KEY = "campaign";

    private static final String KEY_SHA256 = "3dc260b2472062d9c57bd930b02f23831d917b8f3e3234b6d63964a53c31d3aa";

    private final Process process;
    private final int port;

    private KvittProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param crash as {@link CrashingKvitt} takes it; null for a Kvitt that does not die by itself */
    static KvittProcess start(Path data, Path log, List<String> settings, @Nullable String crash) {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dcrash=" + (crash == null ? "" : crash),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingKvitt.class.getName(),
                "--server.port=" + port,
                "--kvitt.data=" + data,
                "--kvitt.api-keys.campaign.sha256=" + KEY_SHA256,
                "--kvitt.api-keys.campaign.permissions=payments.read,payments.act",
                "--kvitt.api-keys.campaign.accounts=*"));
        command.addAll(settings);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new KvittProcess(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it answers; false when it died before. */
    boolean awaitReady() throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/commands?cursor=1"))
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

    /**
     * Waits for the death that was arranged, and brings it about by SIGKILL when it does not come in time.
     *
     * @return whether it died where it was told to
     */
    boolean killWithin(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
        return process.exitValue() == CrashingKvitt.EXIT;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
