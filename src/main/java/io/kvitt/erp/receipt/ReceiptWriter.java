package io.kvitt.erp.receipt;

import io.kvitt.erp.store.FileReceipt;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes one receipt in one format. */
interface ReceiptWriter extends AutoCloseable {

    /**
     * Everything there is to an acknowledgement.
     *
     * @param message why the file was not taken; empty when it was
     */
    void acknowledge(FileReceipt file, String message) throws IOException;

    /** Begins a result; its rows follow, and then its end. */
    void begin(FileReceipt file, Tally tally) throws IOException;

    void row(ReceiptRow row) throws IOException;

    void end(long rows) throws IOException;

    @Override
    void close() throws IOException;

    /** ISO 8601 with the zone's offset, to the second. */
    static String time(OffsetDateTime time, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                time.atZoneSameInstant(zone).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime());
    }
}
