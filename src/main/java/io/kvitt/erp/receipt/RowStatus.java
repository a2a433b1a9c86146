package io.kvitt.erp.receipt;

import java.util.Locale;

/** How one record ended. */
enum RowStatus {
    OK,
    /** It was so already; nothing was sent. */
    NOOP,
    DUPLICATE,
    /** Never sent. */
    REJECTED,
    /** Refused, or given up on. */
    FAILED,
    PENDING;

    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
