package io.kvitt.intake.file;

import io.kvitt.outcome.receipt.Defect;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The formats that Kvitt reads, told by the file name's extension. */
enum FileFormat {
    CSV(Naming.SNAKE_CASE, CsvRecords::new),
    JSON(Naming.CAMEL_CASE, JsonRecords::new),
    JSONL(Naming.CAMEL_CASE, JsonLineRecords::new),
    XML(Naming.CAMEL_CASE, XmlRecords::new),
    /** Not one of ours; its receipt is CSV. */
    UNKNOWN(Naming.SNAKE_CASE, null);

    private final Naming naming;
    private final @Nullable Supplier<RecordReader> reader;

    FileFormat(Naming naming, @Nullable Supplier<RecordReader> reader) {
        this.naming = naming;
        this.reader = reader;
    }

    static FileFormat of(String fileName) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "json" -> JSON;
            case "jsonl", "ndjson" -> JSONL;
            case "xml" -> XML;
            default -> UNKNOWN;
        };
    }

    Naming naming() {
        return naming;
    }

    /** @throws FileBroken when there is none */
    RecordReader reader() {
        if (reader == null) {
            throw new FileBroken(Defect.UNKNOWN_FORMAT, 0, 0);
        }
        return reader.get();
    }
}
