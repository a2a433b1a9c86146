package io.kvitt.erp.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a reader makes of some bytes. */
public record Reading(FileHead head, List<FileRecord> records) {

    public static Reading of(FileFormat format, String text) {
        return of(format, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reading of(FileFormat format, byte[] bytes) {
        List<FileRecord> records = new ArrayList<>();
        try {
            StrictReader in = format.text(new ByteArrayInputStream(bytes), 1 << 20);
            return new Reading(format.reader().read(in, records::add), records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FileRecord only() {
        if (records.size() != 1) {
            throw new AssertionError(records);
        }
        return records.get(0);
    }

    public List<String> flaws() {
        return only().flaws().stream()
                .map(flaw -> flaw.code() + " " + flaw.field())
                .toList();
    }
}
