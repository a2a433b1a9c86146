package io.kvitt.erp.receipt;

import io.kvitt.erp.store.Family;
import java.util.Locale;

/** The receipts that a file may get, in the order in which they are written. */
enum Kind {
    /** Whether the file was taken. */
    ACK,
    /** What became of its records; of those that were still open when it was due, that they were. */
    RESULT,
    /** The lines to be corrected and sent again; of CSV only. */
    RETRY,
    /** What became of those that were open. */
    RESULT_2,
    RETRY_2;

    /** The receipt's file name. */
    String of(String receiptName, Family family) {
        return receiptName + "." + name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + family.extension();
    }
}
