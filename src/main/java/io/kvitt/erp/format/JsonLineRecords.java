package io.kvitt.erp.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Kvitt JSON Lines, version 1: an object about the file, one object for each command, and one that counts them. */
final class JsonLineRecords implements RecordReader {

    private @Nullable FileHead head;
    private boolean ended;
    private int count;
    private int line;

    @Override
    public FileHead read(StrictReader in, Consumer<FileRecord> records) throws IOException {
        BufferedReader lines = new BufferedReader(in);
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            if (!text.isBlank()) {
                line(text, records);
            }
            in.recordEnds();
        }
        if (head == null) {
            throw new FileBroken(Defect.EMPTY, 0, 0);
        }
        if (!ended) {
            throw new FileBroken(Defect.END_MISSING, in.line(), 0);
        }
        if (!in.endsLine()) {
            throw new FileBroken(Defect.NEWLINE_MISSING, in.line(), 0);
        }
        return head;
    }

    private void line(String text, Consumer<FileRecord> records) throws IOException {
        if (ended) {
            throw new FileBroken(Defect.AFTER_END, line, 1);
        }
        try (JsonParser json = JsonSource.factory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw JsonSource.broken(Defect.NOT_WELL_FORMED, json, line - 1L, null);
            }
            json.nextToken();
            FileRecord record = null;
            if (head == null) {
                head = head(json);
            } else if ("end".equals(json.currentName())) {
                end(json);
            } else {
                record = JsonRecord.read(json, new RecordDraft(++count, line));
            }
            if (json.nextToken() != null) {
                throw JsonSource.broken(Defect.NOT_WELL_FORMED, json, line - 1L, null);
            }
            if (record != null) {
                records.accept(record);
            }
        } catch (JsonProcessingException e) {
            throw JsonSource.notWellFormed(e, line - 1L);
        }
    }

    private FileHead head(JsonParser json) throws IOException {
        JsonHead fields = new JsonHead(line - 1L);
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            fields.once(json, name);
            json.nextToken();
            fields.take(json, name);
            json.nextToken();
        }
        return fields.head();
    }

    /** {@code {"end":true,"count":2}} */
    private void end(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_TRUE) {
            throw JsonSource.broken(Defect.NOT_WELL_FORMED, json, line - 1L, "end");
        }
        if (json.nextToken() != JsonToken.FIELD_NAME || !json.currentName().equals("count")) {
            throw JsonSource.broken(Defect.COUNT_MISMATCH, json, line - 1L, "count");
        }
        json.nextToken();
        if (JsonSource.count(json, line - 1L) != count) {
            throw JsonSource.broken(Defect.COUNT_MISMATCH, json, line - 1L, "count");
        }
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw JsonSource.broken(Defect.NOT_WELL_FORMED, json, line - 1L, null);
        }
        ended = true;
    }
}
