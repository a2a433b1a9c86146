package io.kvitt.erp.store;

import io.kvitt.erp.format.Defect;
import io.kvitt.erp.format.FileFormat;
import io.kvitt.payment.Code;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file as it came in, and how far it has come.
 *
 * @param id the ledger's
 * @param fileId what its sender calls it; null when it does not say
 * @param size in bytes
 * @param records how many it has; 0 until all of them are read
 * @param storedLine all records up to this line are stored
 * @param rejected records that are not acceptable, each for itself
 * @param duplicates records whose commands had been accepted before
 * @param broken why it was not taken; null when it was
 * @param receiptName what its receipts' names begin with
 * @param acceptedAt when all its records were stored; null before and for one that was not taken
 * @param resultAt when its result was written; null before
 */
public record ErpFile(
        long id,
        String name,
        @Nullable String fileId,
        FileFormat format,
        long size,
        FileState state,
        int records,
        int storedLine,
        int rejected,
        int duplicates,
        @Nullable Broken broken,
        String receiptName,
        Family family,
        Instant receivedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant resultAt) {

    /**
     * @param defect what is wrong; null for a duplicate
     * @param subject what of the file has it, in its sender's words
     * @param line of the file, from 1
     * @param column of the line, from 1
     */
    public record Broken(
            Code code,
            @Nullable Defect defect,
            @Nullable String subject,
            @Nullable Long line,
            @Nullable Long column) {}

    /**
     * A record that did not become a command.
     *
     * @param line of the file, from 1
     * @param record its number in the file, from 1
     * @param kind {@code REJECTED}, {@code DUPLICATE} or {@code NOOP}
     * @param command as it was sent, as are the order's number and the id
     * @param fields at fault, as the sender calls them; empty when none is
     * @param remedies what to do about each
     */
    public record Refused(
            int line,
            int record,
            String kind,
            Code code,
            @Nullable String commandId,
            @Nullable String orderNumber,
            @Nullable String command,
            String fields,
            String remedies) {}
}
