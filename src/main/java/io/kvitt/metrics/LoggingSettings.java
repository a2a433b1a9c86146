package io.kvitt.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What logs must not show.
 *
 * @param mask what is masked wherever it stands: e-mail addresses, credentials, card numbers, Swedish personal numbers
 */
@ConfigurationProperties("kvitt.logging")
public record LoggingSettings(
        @DefaultValue(
                "[\\w.+-]+@[\\w-]+\\.[\\w.-]+|(?i:bearer|basic)\\s+[\\w.~+/=-]{8,}|(?<![\\w-])(?:\\d{4}([ -]?)\\d{4}\\1\\d{4}\\1\\d{1,7}|(?:19\\d\\d|20[01]\\d|\\d\\d)(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01]|[6-8]\\d|9[01])[-+]\\d{4}|(?:19\\d\\d|20[01]\\d)(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01]|[6-8]\\d|9[01])\\d{4})(?![\\w-])")
        String mask) {}
