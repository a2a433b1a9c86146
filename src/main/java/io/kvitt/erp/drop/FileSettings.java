package io.kvitt.erp.drop;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How ERP files are taken.
 *
 * @param directory holds in/ work/ done/ error/ receipts/
 * @param settle how long a file's size and time must stay the same before it is taken
 * @param settleEmpty the same for a file of no bytes, which is most often about to be written
 * @param maxSize of a file
 * @param maxRecordSize of one record, with its rows
 * @param maxRecords of one file
 * @param batch how many records and rows are stored at a time; about as many more are read meanwhile
 */
@ConfigurationProperties("kvitt.files")
public record FileSettings(
        @DefaultValue("./data/erp") Path directory,
        @DefaultValue("1s") Duration settle,
        @DefaultValue("1m") Duration settleEmpty,
        @DefaultValue("512MB") DataSize maxSize,
        @DefaultValue("1MB") DataSize maxRecordSize,
        @DefaultValue("2000000") int maxRecords,
        @DefaultValue("1000") int batch) {}
