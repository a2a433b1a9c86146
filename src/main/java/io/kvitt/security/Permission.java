package io.kvitt.security;

import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do. The names are part of the contract. */
public enum Permission {
    PAYMENTS_READ("payments.read"),
    PAYMENTS_ACT("payments.act"),
    SETTINGS_READ("settings.read"),
    SETTINGS_WRITE("settings.write"),
    /** Retry and resolve commands, and read the audit trail. */
    OPERATIONS("operations"),
    /** Scrape the metrics. */
    METRICS_READ("metrics.read");

    private final String wireName;

    Permission(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Permission> named(String name) {
        return Stream.of(values())
                .filter(permission -> permission.wireName.equals(name))
                .findFirst();
    }
}
