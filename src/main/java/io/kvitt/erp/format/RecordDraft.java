package io.kvitt.erp.format;

import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record while it is being read. */
final class RecordDraft {

    private static final int MAX_FLAWS = 20;

    private final int number;
    private final int line;
    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private final List<Map<RowField, String>> rows = new ArrayList<>(0);
    private final List<Violation> flaws = new ArrayList<>(0);

    RecordDraft(int number, int line) {
        this.number = number;
        this.line = line;
    }

    /** Returns false when the field has a value already. */
    boolean set(Field field, String value) {
        return values.put(field, value) == null;
    }

    void row(Map<RowField, String> row) {
        rows.add(row);
    }

    boolean isFor(@Nullable String commandId) {
        return Objects.equals(values.get(Field.COMMAND_ID), commandId);
    }

    void flaw(Violation flaw) {
        if (flaws.size() < MAX_FLAWS) {
            flaws.add(flaw);
        }
    }

    void misplaced(String field) {
        flaw(new Violation(Code.INVALID_VALUE, field, "leave it out on this kind of line"));
    }

    void repeated(String field) {
        flaw(new Violation(Code.INVALID_VALUE, field, "give it once"));
    }

    void notText(String field) {
        flaw(new Violation(Code.INVALID_VALUE, field, "give it as a string"));
    }

    void unknown(String field) {
        String name = FieldText.name(field);
        flaw(new Violation(Code.UNKNOWN_FIELD, name == null ? "?" : name, "leave it out"));
    }

    FileRecord record() {
        return new FileRecord(number, line, false, values, rows, flaws);
    }

    FileRecord detached() {
        return new FileRecord(number, line, true, values, rows, flaws);
    }
}
