package io.kvitt.erp.format;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kvitt CSV, version 1: a line about the file, a line of column names, orders with their rows, and a count. */
final class CsvRecords implements RecordReader {

    private @Nullable FileHead head;
    private @Nullable CsvColumns columns;
    private @Nullable RecordDraft draft;
    private boolean ended;
    private int count;
    private long line;

    @Override
    public FileHead read(StrictReader in, Consumer<FileRecord> records) throws IOException {
        try (CsvReader<CsvRecord> lines = CsvReader.builder()
                .fieldSeparator(';')
                .commentStrategy(CommentStrategy.NONE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(in)) {
            for (CsvRecord csv : lines) {
                line = csv.getStartingLineNumber();
                take(csv, in, records);
            }
        } catch (CsvParseException e) {
            FileBroken broken = FileBroken.in(e);
            throw broken != null ? broken : new FileBroken(Defect.NOT_WELL_FORMED, line + 1, 0);
        }
        if (head == null) {
            throw new FileBroken(Defect.EMPTY, 0, 0);
        }
        if (!ended) {
            throw new FileBroken(Defect.END_MISSING, in.line(), 0);
        }
        if (!in.endsLine()) {
            throw new FileBroken(Defect.NEWLINE_MISSING, in.line(), 0);
        }
        return head;
    }

    private void take(CsvRecord csv, StrictReader in, Consumer<FileRecord> records) {
        if (ended) {
            throw new FileBroken(Defect.AFTER_END, line, 1);
        }
        if (head == null) {
            head = CsvColumns.head(csv);
        } else if (columns == null) {
            columns = CsvColumns.of(csv);
        } else {
            switch (csv.getField(0)) {
                case "O" -> {
                    pass(records);
                    in.recordEnds();
                    order(csv, columns);
                }
                case "R" -> row(csv, columns, records);
                case "T" -> {
                    pass(records);
                    end(csv);
                }
                default -> throw new FileBroken(Defect.UNKNOWN_RECORD, line, 1);
            }
        }
    }

    private void order(CsvRecord csv, CsvColumns names) {
        RecordDraft order = new RecordDraft(++count, Math.toIntExact(line));
        names.check(csv);
        names.values(csv, order::set, (field, value) -> order.misplaced(field.column()));
        draft = order;
    }

    private void row(CsvRecord csv, CsvColumns names, Consumer<FileRecord> records) {
        names.check(csv);
        Map<RowField, String> row = new EnumMap<>(RowField.class);
        Map<Field, String> values = new EnumMap<>(Field.class);
        names.values(csv, values::put, row::put);
        String commandId = values.remove(Field.COMMAND_ID);
        if (draft != null && draft.isFor(commandId)) {
            draft.row(row);
            for (Field field : values.keySet()) {
                draft.misplaced(field.column());
            }
        } else {
            pass(records);
            records.accept(detached(commandId));
        }
    }

    /** A row somewhere else than directly after its order. */
    private FileRecord detached(@Nullable String commandId) {
        RecordDraft stray = new RecordDraft(count, Math.toIntExact(line));
        if (commandId != null) {
            stray.set(Field.COMMAND_ID, commandId);
        }
        stray.flaw(new Violation(Code.MALFORMED, "record", "put an order's R lines directly after its O line"));
        return stray.detached();
    }

    private void pass(Consumer<FileRecord> records) {
        if (draft != null) {
            records.accept(draft.record());
            draft = null;
        }
    }

    private void end(CsvRecord csv) {
        ended = true;
        for (int i = 2; i < csv.getFieldCount(); i++) {
            if (!csv.getField(i).isEmpty()) {
                throw new FileBroken(Defect.COLUMN_COUNT, line, 0);
            }
        }
        if (csv.getFieldCount() < 2 || !csv.getField(1).equals(Integer.toString(count))) {
            throw new FileBroken(Defect.COUNT_MISMATCH, line, 0);
        }
    }
}
