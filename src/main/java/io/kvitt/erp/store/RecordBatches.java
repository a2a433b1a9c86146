package io.kvitt.erp.store;

import io.kvitt.command.Violation;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.erp.record.CheckedRecord;
import io.kvitt.erp.record.RecordRules;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The second reading: every record is checked, and handed on to be stored with those before it, a batch at a time. */
public final class RecordBatches implements Consumer<FileRecord> {

    private static final Violation BEREFT =
            new Violation(Code.MALFORMED, "record", "put all of an order's R lines directly after its O line");

    private final LedgerFile file;
    private final String ids;
    private final Census census;
    private final RecordRules rules;
    private final int size;
    private final Consumer<List<CheckedRecord>> full;
    private List<CheckedRecord> batch = new ArrayList<>();
    private int lines;

    /**
     * @param size in records and rows, so that long orders make short batches
     * @param full takes a batch; it is its own from then on
     */
    public RecordBatches(
            LedgerFile file,
            String ids,
            Census census,
            RecordRules rules,
            int size,
            Consumer<List<CheckedRecord>> full) {
        this.file = file;
        this.ids = ids;
        this.census = census;
        this.rules = rules;
        this.size = size;
        this.full = full;
    }

    @Override
    public void accept(FileRecord record) {
        if (record.line() <= file.storedLine()) {
            return;
        }
        batch.add(checked(record));
        lines += 1 + record.rows().size();
        if (lines >= size) {
            flush();
        }
    }

    public void flush() {
        if (!batch.isEmpty()) {
            full.accept(batch);
            batch = new ArrayList<>();
            lines = 0;
        }
    }

    private CheckedRecord checked(FileRecord record) {
        if (record.detached()) {
            return CheckedRecord.wrong(record, record.flaws());
        }
        if (census.isBereft(record)) {
            return CheckedRecord.wrong(record, List.of(BEREFT));
        }
        return rules.check(record, file.format(), ids, file.requestedBy());
    }
}
