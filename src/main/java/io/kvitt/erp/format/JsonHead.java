package io.kvitt.erp.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that say something of the file rather than of a command, in JSON and JSON Lines. */
final class JsonHead {

    private final long lineOffset;
    private final Set<String> seen = new HashSet<>();
    private @Nullable String format;
    private @Nullable String fileId;

    JsonHead(long lineOffset) {
        this.lineOffset = lineOffset;
    }

    /** Must be called with every field of the head, and refuses one that is given twice. */
    void once(JsonParser json, String name) {
        if (!seen.add(name)) {
            throw JsonSource.broken(Defect.BAD_HEADER, json, lineOffset, FieldText.name(name));
        }
    }

    /** Takes the value that the parser stands on. */
    void take(JsonParser json, String name) throws IOException {
        switch (name) {
            case "format" -> format = JsonSource.text(json, lineOffset);
            case "fileId" -> fileId = JsonSource.text(json, lineOffset);
            case "createdAt" -> JsonSource.text(json, lineOffset);
            case "sequence" -> JsonSource.count(json, lineOffset);
            default -> throw JsonSource.broken(Defect.BAD_HEADER, json, lineOffset, FieldText.name(name));
        }
    }

    FileHead head() {
        if (!JsonSource.FORMAT.equals(format)) {
            throw new FileBroken(Defect.UNKNOWN_VERSION, 1, 0);
        }
        return FileHead.of(fileId, 1);
    }
}
