package io.kvitt.outcome.receipt;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes one receipt in one format. */
interface ReceiptWriter extends AutoCloseable {

    /** Everything there is to an acknowledgement. */
    void acknowledge(FileReceipt file) throws IOException;

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
