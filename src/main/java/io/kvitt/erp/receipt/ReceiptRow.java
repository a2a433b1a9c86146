package io.kvitt.erp.receipt;

import java.time.OffsetDateTime;

/** One record's outcome. What is not known is empty. */
record ReceiptRow(
        int line,
        String commandId,
        String orderNo,
        String provider,
        String providerOrderId,
        String command,
        RowStatus status,
        String code,
        String message,
        String amount,
        String currency,
        String providerRef,
        int attempts,
        OffsetDateTime time) {}
