package io.kvitt.words;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How receipts and mails are written.
 *
 * @param language of the sentences in receipts and mails
 * @param timeZone of the times in receipts
 */
@ConfigurationProperties("kvitt")
public record LanguageSettings(
        @DefaultValue("sv") Language language,
        @DefaultValue("Europe/Stockholm") ZoneId timeZone) {}
