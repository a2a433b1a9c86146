package io.kvitt.local;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded parts.
 *
 * @param data where the embedded database and broker keep what they know, and ERP files lie by default
 * @param embeddedDatabase whether the embedded PostgreSQL starts; by default where no spring.datasource.url is set
 */
@ConfigurationProperties("kvitt")
public record LocalSettings(@DefaultValue("./data") Path data, boolean embeddedDatabase) {}
