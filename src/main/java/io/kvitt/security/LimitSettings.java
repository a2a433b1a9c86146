package io.kvitt.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often signing in may be tried.
 *
 * @param attempts wrong keys, tokens and logins from one source, and logins under one name: so many at once
 * @param attemptRefill after which one more may be tried
 * @param deniedPeriod for how long equal denied calls share an entry of the audit trail
 */
@ConfigurationProperties("kvitt.security")
public record LimitSettings(
        @DefaultValue("20") int attempts,
        @DefaultValue("6s") Duration attemptRefill,
        @DefaultValue("10s") Duration deniedPeriod) {}
