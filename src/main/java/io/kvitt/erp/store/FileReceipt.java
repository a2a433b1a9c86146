package io.kvitt.erp.store;

import io.kvitt.payment.Code;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a file that is owed a receipt.
 *
 * @param receiptName what the receipts' names begin with
 * @param code why the file was not taken
 * @param detail the name of the defect that makes it so, and {@code subject} what of the file has it
 * @param original where the file lies, from the files' directory
 * @param fixedAt when the result was settled; null for an acknowledgement
 */
public record FileReceipt(
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
        @Nullable Code code,
        @Nullable String detail,
        @Nullable String subject,
        @Nullable Long line,
        @Nullable Long column,
        OffsetDateTime receivedAt,
        @Nullable OffsetDateTime fixedAt,
        Path original) {}
