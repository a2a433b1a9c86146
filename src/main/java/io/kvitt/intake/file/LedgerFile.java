package io.kvitt.intake.file;

/** @param storedLine all records up to this line are stored */
record LedgerFile(long id, String name, String sha256, FileFormat format, FileState state, int storedLine) {

    String requestedBy() {
        return "file:" + name;
    }
}
