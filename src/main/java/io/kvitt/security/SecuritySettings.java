package io.kvitt.security;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Callers that are known by configuration. Everything else about them is in the database. */
@ConfigurationProperties("kvitt")
record SecuritySettings(
        @DefaultValue Map<String, Key> apiKeys,
        @DefaultValue Map<String, User> users,
        @DefaultValue Tokens jwt) {

    /** Better no start than a caller left out. */
    SecuritySettings {
        apiKeys.forEach(KeyRing::configured);
        users.forEach(Logins::configured);
    }

    /** @param sha256 of the key, in hex; the key itself is never configured */
    record Key(
            @Nullable String sha256,
            @DefaultValue List<String> permissions,
            @DefaultValue List<String> accounts) {}

    /** @param password {@code {bcrypt}…}, never the password itself */
    record User(
            @Nullable String password,
            @DefaultValue List<String> permissions,
            @DefaultValue List<String> accounts) {}

    /**
     * How the tokens of the organisation's identity provider are read.
     *
     * @param roles what a value of the permissions' claim stands for, besides the permissions' own names
     */
    record Tokens(
            @DefaultValue("sub") String nameClaim,
            @DefaultValue("permissions") String permissionsClaim,
            @DefaultValue("accounts") String accountsClaim,
            @DefaultValue Map<String, List<String>> roles) {}
}
