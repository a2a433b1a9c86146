package io.kvitt.erp.drop;

import io.kvitt.settings.WrongSetting;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How ERP files are taken and answered.
 *
 * @param directory holds in/ work/ done/ error/ receipts/
 * @param poll how often in/ and work/ are looked at
 * @param settle how long a file's size and time must stay the same before it is taken
 * @param settleEmpty the same for a file of no bytes, which is most often about to be written
 * @param maxSize the largest file
 * @param maxRecordSize the largest record, with its rows
 * @param maxRecords the most in one file
 * @param batch how many records and rows are stored at a time; about as many more are read meanwhile
 * @param receiptsPeriod how often receipts that are due are written
 * @param watch how often it is looked for what lies there and is not taken
 * @param overdue how long something may lie in in/ or work/ before somebody is told
 * @param resultDeadline when a result is written although some commands are still open
 */
@ConfigurationProperties("kvitt.files")
public record FileSettings(
        @DefaultValue("${kvitt.data}/erp") Path directory,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("1s") Duration settle,
        @DefaultValue("1m") Duration settleEmpty,
        @DefaultValue("512MB") DataSize maxSize,
        @DefaultValue("1MB") DataSize maxRecordSize,
        @DefaultValue("2000000") int maxRecords,
        @DefaultValue("1000") int batch,
        @DefaultValue("1s") Duration receiptsPeriod,
        @DefaultValue("1m") Duration watch,
        @DefaultValue("15m") Duration overdue,
        @DefaultValue("15m") Duration resultDeadline) {

    public FileSettings {
        if (maxRecords < 1 || batch < 1) {
            throw new WrongSetting("kvitt.files.max-records and kvitt.files.batch", "each at least 1");
        }
    }
}
