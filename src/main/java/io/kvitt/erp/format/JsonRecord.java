package io.kvitt.erp.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Reads one command object of JSON or JSON Lines. Values are strings: a JSON number has lost what it looked like. */
final class JsonRecord {

    private static final Map<String, Field> FIELDS = new HashMap<>();
    private static final Map<String, RowField> ROW_FIELDS = new HashMap<>();

    static {
        for (Field field : Field.values()) {
            FIELDS.put(field.camelCase(), field);
        }
        for (RowField field : RowField.values()) {
            ROW_FIELDS.put(field.camelCase(), field);
        }
    }

    private JsonRecord() {}

    /** @param json after the object's opening brace, on its first field or its end */
    static FileRecord read(JsonParser json, RecordDraft draft) throws IOException {
        boolean rows = false;
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            Field field = FIELDS.get(name);
            if (name.equals("rows") && value == JsonToken.START_ARRAY) {
                if (rows) {
                    draft.repeated(name);
                }
                rows = true;
                rows(json, draft);
            } else if (field != null) {
                if (isText(json, draft, name) && !draft.set(field, json.getText())) {
                    draft.repeated(name);
                }
            } else if (name.equals("rows")) {
                if (value != JsonToken.VALUE_NULL) {
                    draft.notText(name);
                }
                json.skipChildren();
            } else {
                draft.unknown(name);
                json.skipChildren();
            }
            json.nextToken();
        }
        return draft.record();
    }

    private static void rows(JsonParser json, RecordDraft draft) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                draft.row(row(json, draft));
            } else {
                draft.notText("rows");
                json.skipChildren();
            }
        }
    }

    private static Map<RowField, String> row(JsonParser json, RecordDraft draft) throws IOException {
        Map<RowField, String> row = new EnumMap<>(RowField.class);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            RowField field = ROW_FIELDS.get(name);
            if (field == null) {
                draft.unknown(name);
                json.skipChildren();
            } else if (((field == RowField.ROW_NO && value == JsonToken.VALUE_NUMBER_INT) || isText(json, draft, name))
                    && row.put(field, json.getText()) != null) {
                draft.repeated(name);
            }
        }
        return row;
    }

    /** Whether there is a value to take; null and the empty string say nothing. */
    private static boolean isText(JsonParser json, RecordDraft draft, String name) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return json.getTextLength() > 0;
        }
        if (token != JsonToken.VALUE_NULL) {
            draft.notText(name);
            json.skipChildren();
        }
        return false;
    }
}
