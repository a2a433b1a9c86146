package io.kvitt.erp.record;

import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Violation;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.orderstatus.StatusChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record and what it says.
 *
 * @param command null for a change of status, or when there is something wrong
 * @param change null for a command, or when there is something wrong
 */
public record CheckedRecord(
        FileRecord record,
        @Nullable PaymentCommand command,
        @Nullable StatusChange change,
        List<Violation> violations) {

    public static CheckedRecord wrong(FileRecord record, List<Violation> violations) {
        return new CheckedRecord(record, null, null, violations);
    }
}
