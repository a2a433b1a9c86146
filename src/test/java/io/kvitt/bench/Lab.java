package io.kvitt.bench;

import io.kvitt.proof.BrokerProcess;
import io.kvitt.proof.Forks;
import io.kvitt.proof.PostgresProcess;
import io.kvitt.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL, a broker and the providers, each in a process of its own, so that the CPU time of each can be told. */
final class Lab implements AutoCloseable {

    /** All of HotSpot, which the harness of the proofs leaves out for the sake of short lives. */
    private static final List<String> FULLY_COMPILED = List.of("-XX:TieredStopAtLevel=4", "-XX:+UseSerialGC");

    private final Path home = Files.createTempDirectory("kvitt-bench");
    private final PostgresProcess postgres = PostgresProcess.start(home.resolve("postgres"), true);
    private final BrokerProcess broker = BrokerProcess.start(home.resolve("broker"), home.resolve("broker.log"));
    private final JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(postgres.url(), true));
    private final Process sandbox;
    private final Providers providers;

    Lab() throws IOException {
        int port = Forks.freePort();
        sandbox = fork(SandboxServer.class, "sandbox", List.of("-Xmx3g"), List.of("--port=" + port));
        providers = new Providers("http://127.0.0.1:" + port + "/sandbox");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(providers::answer);
    }

    /** Starts a main class in a process of its own, whose output goes to a file in {@link #home()}. */
    Process fork(Class<?> main, String name, List<String> options, List<String> arguments) {
        return Forks.java(
                main,
                home.resolve(name + ".log"),
                Stream.concat(FULLY_COMPILED.stream(), options.stream()).toList(),
                arguments);
    }

    /** Starts what is in a directory as compose starts the image, with the Java that runs this. */
    Process forkImage(Path image, String name, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("@jvm.options", "-XX:AOTCache=kvitt.aot", "-XX:MaxRAM=512m"));
        command.addAll(options);
        command.addAll(List.of("-jar", "kvitt.jar"));
        command.addAll(arguments);
        return Forks.start(command, image, Map.of("MALLOC_ARENA_MAX", "2"), home.resolve(name + ".log"));
    }

    String log(String name) {
        try {
            return Files.readString(home.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    String databaseUrl() {
        return postgres.url();
    }

    /** Looks at the database over one connection that stays: each new one costs as much as many commands. */
    JdbcTemplate jdbc() {
        return jdbc;
    }

    long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }

    Providers providers() {
        return providers;
    }

    String brokerUrl() {
        return broker.url();
    }

    List<String> strings(String sql) {
        return jdbc.queryForList(sql, String.class);
    }

    /** CPU time so far of everything but the subject and this driver. */
    Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        cpu.put("PostgreSQL", postgres.processes().map(Lab::cpu).reduce(Duration.ZERO, Duration::plus));
        cpu.put("broker", cpu(broker.handle()));
        cpu.put("provider", cpu(sandbox.toHandle()));
        return cpu;
    }

    static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws Exception {
        sandbox.destroyForcibly().waitFor();
        broker.kill();
        postgres.close();
        FileSystemUtils.deleteRecursively(home);
    }
}
