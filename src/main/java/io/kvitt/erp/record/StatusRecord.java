package io.kvitt.erp.record;

import io.kvitt.command.Violation;
import io.kvitt.erp.format.Field;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.payment.Code;
import io.kvitt.payment.OrderLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code STATUS} record: the order has got a status, and the settings say what that leads to. */
final class StatusRecord {

    private StatusRecord() {}

    /** @param id the record's own, or the one that its file gives it: a status record always has one */
    static StatusChange read(
            FileRecord record,
            String id,
            @Nullable String account,
            @Nullable Long amount,
            List<OrderLine> rows,
            String requestedBy,
            List<Violation> found) {
        return new StatusChange(
                id,
                required(record, Field.ORDER_NO, found),
                required(record, Field.STATUS, found),
                null,
                moment(record, found),
                account,
                record.value(Field.PROVIDER_ORDER_ID),
                record.value(Field.PAYMENT_TYPE),
                amount,
                record.value(Field.CURRENCY),
                rows,
                requestedBy);
    }

    private static String required(FileRecord record, Field field, List<Violation> found) {
        String value = record.value(field);
        if (value == null) {
            found.add(new Violation(Code.MISSING_FIELD, field.column(), "give the field"));
        }
        return value == null ? "" : value;
    }

    private static @Nullable Instant moment(FileRecord record, List<Violation> found) {
        String text = record.value(Field.OCCURRED_AT);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            found.add(RecordRules.invalid(
                    Field.OCCURRED_AT.column(), "a moment with its zone, such as 2026-11-24T18:00:00+01:00"));
            return null;
        }
    }
}
