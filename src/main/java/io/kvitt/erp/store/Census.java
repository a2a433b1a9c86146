package io.kvitt.erp.store;

import io.kvitt.erp.format.Defect;
import io.kvitt.erp.format.Field;
import io.kvitt.erp.format.FileBroken;
import io.kvitt.erp.format.FileRecord;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The first reading: counts the records, executes nothing, and finds the orders that have lost a row. */
public final class Census implements Consumer<FileRecord> {

    private static final int MAX_DETACHED = 10_000;

    private final int maxRecords;
    private final Set<String> bereft = new HashSet<>();
    private int detached;
    private int records;

    public Census(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    @Override
    public void accept(FileRecord record) {
        if (!record.detached()) {
            if (++records > maxRecords) {
                throw new FileBroken(Defect.TOO_MANY_RECORDS, record.line(), 0);
            }
        } else if (++detached > MAX_DETACHED) {
            throw new FileBroken(Defect.DETACHED_ROWS, record.line(), 0);
        } else if (record.value(Field.COMMAND_ID) != null) {
            bereft.add(record.value(Field.COMMAND_ID));
        }
    }

    public int records() {
        return records;
    }

    /** Whether a row that names this record stands somewhere else than directly after it. */
    boolean isBereft(FileRecord record) {
        return !bereft.isEmpty() && bereft.contains(record.value(Field.COMMAND_ID));
    }
}
