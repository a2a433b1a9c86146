package io.kvitt;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One real PostgreSQL for all tests of a JVM, migrated once. */
public final class TestDatabase {

    private static final EmbeddedPostgres POSTGRES = start();

    /** One object: Spring knows by it which connection a transaction has, and another would work outside of it. */
    private static final DataSource DATA_SOURCE = POSTGRES.getPostgresDatabase();

    private TestDatabase() {}

    public static DataSource dataSource() {
        return DATA_SOURCE;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
