package io.kvitt.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps the machine's folder for temporary files clean, also of a Kvitt that is killed: what Tomcat needs lies in the data
 * directory, where the next start finds it; its work directory is there too ({@link LocalDefaults}).
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "kvitt.embedded-database", havingValue = "true")
class TemporaryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    /** What the unpacker of PostgreSQL runs and then deletes, unless it is killed in between. */
    private static final String SCRIPTS = "detect_linux_distribution_*.sh";

    /** Another start may be about to run a younger one. */
    private static final Duration IN_USE = Duration.ofMinutes(1);

    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> documentRoot(LocalSettings settings)
            throws IOException {
        File root = Files.createDirectories(settings.data().resolve("tomcat").resolve("root"))
                .toFile();
        return server -> server.setDocumentRoot(root);
    }

    /** Deletes the scripts that killed starts have left behind. */
    static void deleteScripts(Path temporary, Instant now) {
        try (DirectoryStream<Path> scripts = Files.newDirectoryStream(temporary, SCRIPTS)) {
            for (Path script : scripts) {
                if (Files.getLastModifiedTime(script).toInstant().isBefore(now.minus(IN_USE))) {
                    Files.deleteIfExists(script);
                }
            }
        } catch (IOException e) {
            LOG.debug("scripts of earlier starts stay in {}: {}", temporary, e.toString());
        }
    }
}
