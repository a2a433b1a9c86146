package io.kvitt.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A real PostgreSQL under {@code ./data} when no {@code spring.datasource.url} is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kvitt.embedded-database", havingValue = "true")
class EmbeddedDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    @Bean
    DataLock dataLock(LocalSettings settings) throws IOException {
        return DataLock.take(settings.data());
    }

    /** The lock and the port come first: only what no running Kvitt uses may be taken for an orphan. */
    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(DataLock lock, ObjectProvider<FreePort> port, LocalSettings settings)
            throws IOException {
        port.getIfAvailable();
        Path directory = settings.data().resolve("postgres").toAbsolutePath();
        Files.createDirectories(directory);
        stopOrphan(directory);
        TemporaryFiles.deleteScripts(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
        // The library's defaults trade durability for speed; an inbox may not.
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                // The hook would stop the database beside Spring's own, under the passes that still run.
                .setRegisterShutdownHook(false)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return postgres.getJdbcUrl("postgres", "postgres");
            }
        };
    }

    /** A killed Kvitt leaves its PostgreSQL running on the same directory; two on one directory cannot be. */
    private static void stopOrphan(Path directory) throws IOException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle orphan = ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .orElse(null);
        if (orphan == null) {
            return;
        }
        LOG.info("stopping the PostgreSQL that an earlier Kvitt left behind (pid {})", orphan.pid());
        orphan.destroy();
        try {
            orphan.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the PostgreSQL with pid " + orphan.pid() + " does not stop", e);
        }
    }
}
