package io.kvitt.intake.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** @param storedLine all records up to this line are stored */
record LedgerFile(
        long id,
        String name,
        String sha256,
        FileFormat format,
        FileState state,
        int storedLine,
        @Nullable Path filedAs) {

    String requestedBy() {
        return "file:" + name;
    }
}
