package io.kvitt.erp.format;

import org.jspecify.annotations.Nullable;

/** @param fileId the sender's own id of the file; null when it gave none */
public record FileHead(@Nullable String fileId) {

    /** @throws FileBroken when the id could not be the beginning of a command id */
    static FileHead of(@Nullable String fileId, long line) {
        if (fileId == null || fileId.isEmpty()) {
            return new FileHead(null);
        }
        if (!fileId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
            throw new FileBroken(Defect.BAD_FILE_ID, line, 0);
        }
        return new FileHead(fileId);
    }
}
