package io.kvitt.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Proves the audit trail from outside the application, beside a running Kvitt or without one.
 *
 * <p>Arguments, both optional: {@code --noted=entries:digest}, a head that was noted earlier, and
 * {@code --url=jdbc:postgresql://…}. Without a URL, {@code SPRING_DATASOURCE_URL} with {@code …_USERNAME} and
 * {@code …_PASSWORD}, and without these the embedded database that runs on {@code data/postgres}. Exits with 0 when the
 * chain is whole, 1 when it is broken, 2 when it could not be read.
 */
final class VerifyAudit {

    private static final Path EMBEDDED = Path.of("data", "postgres", "postmaster.pid");
    private static final int PORT_LINE = 3;

    private VerifyAudit() {}

    public static void main(String[] args) {
        int exit;
        try {
            String noted = argument(args, "--noted=").orElse(null);
            AuditVerdict verdict = new AuditChain(new JdbcTemplate(database(args)))
                    .verify(noted == null ? null : AuditHead.parse(noted));
            System.out.println(text(verdict));
            exit = verdict.intact() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            System.err.println("The audit trail could not be read: " + e.getMessage());
            exit = 2;
        }
        System.exit(exit);
    }

    static String text(AuditVerdict verdict) {
        return verdict.intact()
                ? "The audit trail is whole. Note its head elsewhere: " + verdict.head()
                : "THE AUDIT TRAIL IS BROKEN at entry " + verdict.brokenAt() + ": " + verdict.fault() + ". Whole up to "
                        + verdict.head();
    }

    private static DriverManagerDataSource database(String[] args) throws IOException {
        String url = argument(args, "--url=").orElse(System.getenv("SPRING_DATASOURCE_URL"));
        Properties properties = new Properties();
        if (url == null) {
            if (!Files.exists(EMBEDDED)) {
                throw new IOException(
                        "no database runs on data/postgres; start Kvitt, or give --url=jdbc:postgresql:…");
            }
            url = "jdbc:postgresql://localhost:"
                    + Files.readAllLines(EMBEDDED).get(PORT_LINE).trim() + "/postgres";
            properties.setProperty("user", "postgres");
        } else {
            put(properties, "user", System.getenv("SPRING_DATASOURCE_USERNAME"));
            put(properties, "password", System.getenv("SPRING_DATASOURCE_PASSWORD"));
        }
        return new DriverManagerDataSource(url, properties);
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private static Optional<String> argument(String[] args, String name) {
        return Stream.of(args)
                .filter(argument -> argument.startsWith(name))
                .map(argument -> argument.substring(name.length()))
                .findFirst();
    }
}
