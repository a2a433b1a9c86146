package io.kvitt.erp.store;

/** Where a file is on its way. */
public enum FileState {
    /** Known, and being read; after a crash it is read again. */
    RECEIVED,
    /** Every record is a command or a rejection. */
    ACCEPTED,
    /** Broken; nothing in it became a command. */
    REJECTED,
    /** The same bytes were accepted before. */
    DUPLICATE,
    /** Every command has ended and every receipt is written. */
    DONE
}
