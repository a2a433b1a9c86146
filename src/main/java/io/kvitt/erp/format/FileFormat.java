package io.kvitt.erp.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The formats that Kvitt reads, told by the file name's extension. */
public enum FileFormat {
    CSV("CSV", Naming.SNAKE_CASE, CsvRecords::new),
    JSON("JSON", Naming.CAMEL_CASE, JsonRecords::new),
    JSONL("JSON", Naming.CAMEL_CASE, JsonLineRecords::new),
    XML("XML", Naming.CAMEL_CASE, XmlRecords::new),
    /** Not one of ours. */
    UNKNOWN("CSV", Naming.SNAKE_CASE, null);

    private final String family;
    private final Naming naming;
    private final @Nullable Supplier<RecordReader> reader;

    FileFormat(String family, Naming naming, @Nullable Supplier<RecordReader> reader) {
        this.family = family;
        this.naming = naming;
        this.reader = reader;
    }

    public static FileFormat of(String fileName) {
        return switch (fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "json" -> JSON;
            case "jsonl", "ndjson" -> JSONL;
            case "xml" -> XML;
            default -> UNKNOWN;
        };
    }

    /** The kind of format that its receipts are written in. */
    public String family() {
        return family;
    }

    public Naming naming() {
        return naming;
    }

    /**
     * The text of a file of this format. XML may be in another encoding than UTF-8, as it says which.
     *
     * @param maxRecordBytes the most that a record may have
     * @throws FileBroken when it is in one that is not read
     */
    public StrictReader text(InputStream in, long maxRecordBytes) throws IOException {
        if (this != XML) {
            return new StrictReader(in, maxRecordBytes);
        }
        BufferedInputStream ahead = new BufferedInputStream(in);
        return new StrictReader(ahead, XmlEncoding.of(ahead), maxRecordBytes);
    }

    /** @throws FileBroken when there is none */
    public RecordReader reader() {
        if (reader == null) {
            throw new FileBroken(Defect.UNKNOWN_FORMAT, 0, 0);
        }
        return reader.get();
    }
}
