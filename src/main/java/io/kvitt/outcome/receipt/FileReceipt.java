package io.kvitt.outcome.receipt;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a file that is owed a receipt.
 *
 * @param receiptName what the receipts' names begin with
 * @param message why the file was not taken; empty when it was
 * @param original where the file lies, from the files' directory
 * @param fixedAt when the result was settled; null for an acknowledgement
 */
record FileReceipt(
        long id,
        String name,
        String receiptName,
        Family family,
        boolean csv,
        @Nullable String fileId,
        String sha256,
        String status,
        int records,
        int rejected,
        @Nullable String code,
        String message,
        @Nullable Long line,
        @Nullable Long column,
        OffsetDateTime receivedAt,
        @Nullable OffsetDateTime fixedAt,
        Path original) {}
