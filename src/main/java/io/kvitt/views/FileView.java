package io.kvitt.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.erp.store.ErpFile;
import io.kvitt.erp.store.ErpFile.Broken;
import io.kvitt.erp.store.ErpFile.Refused;
import io.kvitt.payment.Code;
import io.kvitt.words.Sentence;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ERP file as it is told.
 *
 * @param fileId what its sender calls it
 * @param size in bytes
 * @param records how many it has; 0 until all of them are read
 * @param fault why it was not taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileView(
        long id,
        String name,
        @Nullable String fileId,
        String format,
        long size,
        String state,
        int records,
        int rejected,
        int duplicates,
        @Nullable Fault fault,
        String receivedAt,
        @Nullable String acceptedAt,
        @Nullable String resultAt) {

    public static FileView of(ErpFile file) {
        return new FileView(
                file.id(),
                file.name(),
                file.fileId(),
                wireName(file.format()),
                file.size(),
                wireName(file.state()),
                file.records(),
                file.rejected(),
                file.duplicates(),
                Fault.of(file.broken()),
                file.receivedAt().toString(),
                time(file.acceptedAt()),
                time(file.resultAt()));
    }

    private static String wireName(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** Why a file was not taken. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fault(
            String code,
            Sentence message,
            @Nullable String subject,
            @Nullable Long line,
            @Nullable Long column) {

        static @Nullable Fault of(@Nullable Broken broken) {
            if (broken == null) {
                return null;
            }
            Code code = broken.code();
            Sentence sentence = code.sentence();
            if (broken.defect() != null) {
                sentence = sentence.followedBy(broken.defect().sentence());
            }
            return new Fault(code.wireName(), sentence, broken.subject(), broken.line(), broken.column());
        }
    }

    /** A record that became no command. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RefusedRecord(
            int line,
            int record,
            String kind,
            String code,
            Sentence message,
            @Nullable String commandId,
            @Nullable String orderNumber,
            @Nullable String command,
            String fields,
            String remedies) {

        public static RefusedRecord of(Refused refused) {
            return new RefusedRecord(
                    refused.line(),
                    refused.record(),
                    refused.kind().toLowerCase(Locale.ROOT),
                    refused.code().wireName(),
                    refused.code().sentence(),
                    refused.commandId(),
                    refused.orderNumber(),
                    refused.command(),
                    refused.fields(),
                    refused.remedies());
        }
    }
}
