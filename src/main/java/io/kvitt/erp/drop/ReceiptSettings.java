package io.kvitt.erp.drop;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What receipts need to know of the settings for files.
 *
 * @param directory holds receipts/
 * @param resultDeadline when a result is written although some commands are still open
 */
@ConfigurationProperties("kvitt.files")
public record ReceiptSettings(
        @DefaultValue("./data/erp") Path directory,
        @DefaultValue("15m") Duration resultDeadline) {}
