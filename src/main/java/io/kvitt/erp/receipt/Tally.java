package io.kvitt.erp.receipt;

import java.util.Map;

/** How many records ended in each way. */
record Tally(Map<RowStatus, Long> counts) {

    long of(RowStatus status) {
        return counts.getOrDefault(status, 0L);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that somebody has to do something about. */
    long bad() {
        return of(RowStatus.REJECTED) + of(RowStatus.FAILED);
    }

    /** {@code OK} when nothing is left to look at, {@code FAILED} when nothing succeeded, else {@code PARTIAL}. */
    String status() {
        if (bad() + of(RowStatus.PENDING) == 0) {
            return "OK";
        }
        return bad() == total() ? "FAILED" : "PARTIAL";
    }
}
