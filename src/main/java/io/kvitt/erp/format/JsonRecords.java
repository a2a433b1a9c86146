package io.kvitt.erp.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kvitt JSON, version 1: one object with an array of commands. */
final class JsonRecords implements RecordReader {

    private final JsonHead head = new JsonHead(0);
    private @Nullable Integer declared;
    private boolean commands;
    private int count;

    @Override
    public FileHead read(StrictReader in, Consumer<FileRecord> records) throws IOException {
        try (JsonParser json = JsonSource.factory().createParser(in)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new FileBroken(Defect.EMPTY, 0, 0);
            }
            if (first != JsonToken.START_OBJECT) {
                throw JsonSource.broken(Defect.BAD_HEADER, json, 0, null);
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                field(json, in, records);
            }
            if (json.nextToken() != null) {
                throw JsonSource.broken(Defect.AFTER_END, json, 0, null);
            }
        } catch (JsonProcessingException e) {
            throw JsonSource.notWellFormed(e, 0);
        }
        if (!commands) {
            throw new FileBroken(Defect.BAD_HEADER, 1, 0, "commands");
        }
        if (declared != null && declared != count) {
            throw new FileBroken(Defect.COUNT_MISMATCH, in.line(), 0);
        }
        return head.head();
    }

    private void field(JsonParser json, StrictReader in, Consumer<FileRecord> records) throws IOException {
        String name = json.currentName();
        head.once(json, name);
        json.nextToken();
        switch (name) {
            case "count" -> declared = JsonSource.count(json, 0);
            case "commands" -> {
                commands = true;
                commands(json, in, records);
            }
            default -> head.take(json, name);
        }
    }

    private void commands(JsonParser json, StrictReader in, Consumer<FileRecord> records) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw JsonSource.broken(Defect.BAD_HEADER, json, 0, "commands");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw JsonSource.broken(Defect.NOT_WELL_FORMED, json, 0, "commands");
            }
            json.nextToken();
            count++;
            records.accept(JsonRecord.read(json, new RecordDraft(count, count)));
            in.recordEnds();
        }
    }
}
