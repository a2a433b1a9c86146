package io.kvitt.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that can be killed and started again on its directory, paused, and starved of connections. */
public final class PostgresProcess implements AutoCloseable {

    private static final String OURS = "proof";

    private final Path directory;
    private final boolean fsync;
    private final int port = Forks.freePort();
    private EmbeddedPostgres running;

    private PostgresProcess(Path directory, boolean fsync) throws IOException {
        this.directory = directory;
        this.fsync = fsync;
        this.running = open();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    public static PostgresProcess start(Path directory, boolean fsync) throws IOException {
        Files.createDirectories(directory);
        // It reports every line of initdb, and that what was killed cannot be stopped.
        ((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class)).setLevel(Level.OFF);
        return new PostgresProcess(directory, fsync);
    }

    private EmbeddedPostgres open() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", fsync ? "on" : "off")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "60")
                .start();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    public long count(String sql) {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of each row, in order. */
    public List<String> strings(String sql) {
        List<String> strings = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public void update(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "&ApplicationName=" + OURS);
    }

    /** SIGKILL to the postmaster; its children notice and end. */
    void kill() {
        stop("KILL");
    }

    /** @param signal INT ends it as {@code pg_ctl stop -m fast} does, QUIT as {@code -m immediate} */
    void stop(String signal) {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> children = postmaster.descendants().toList();
        Forks.signal(signal, postmaster.pid());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !postmaster.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Recovers on the directory that the killed one left. */
    void restart() throws IOException {
        close();
        running = open();
    }

    void pause() {
        processes().forEach(process -> Forks.signal("STOP", process.pid()));
    }

    void resume() {
        processes().forEach(process -> Forks.signal("CONT", process.pid()));
    }

    /** Ends everybody's connections and takes all there are, so that nobody gets one for so long. */
    void starve(Duration time) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        try {
            taken.add(connect());
            while (System.nanoTime() < end) {
                try (Statement statement = taken.get(0).createStatement()) {
                    statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where backend_type = 'client backend' and application_name <> '" + OURS + "'");
                }
                takeAll(taken);
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    private void takeAll(List<Connection> taken) {
        try {
            while (true) {
                taken.add(connect());
            }
        } catch (SQLException e) {
            // no more to be had
        }
    }

    public Stream<ProcessHandle> processes() {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
