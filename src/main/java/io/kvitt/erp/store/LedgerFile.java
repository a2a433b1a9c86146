package io.kvitt.erp.store;

import io.kvitt.erp.format.FileFormat;

/** @param storedLine all records up to this line are stored */
public record LedgerFile(long id, String name, String sha256, FileFormat format, FileState state, int storedLine) {

    String requestedBy() {
        return "file:" + name;
    }
}
