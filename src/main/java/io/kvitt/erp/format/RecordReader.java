package io.kvitt.erp.format;

import java.io.IOException;
import java.util.function.Consumer;

/** Streams one file format. It passes records on as it meets them, before it knows whether the file is whole. */
public interface RecordReader {

    /** @throws FileBroken when the file as a whole cannot be trusted */
    FileHead read(StrictReader in, Consumer<FileRecord> records) throws IOException;
}
