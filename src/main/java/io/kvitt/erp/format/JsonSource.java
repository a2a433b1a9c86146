package io.kvitt.erp.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How Kvitt reads JSON: streaming, bounded, and with the place of what is wrong. */
final class JsonSource {

    static final String FORMAT = "kvitt/1";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(65_536)
                    .maxNumberLength(100)
                    .maxNameLength(200)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonSource() {}

    static JsonFactory factory() {
        return FACTORY;
    }

    static FileBroken notWellFormed(JsonProcessingException e, long lineOffset) {
        FileBroken broken = FileBroken.in(e);
        if (broken != null) {
            return broken;
        }
        JsonLocation at = e.getLocation();
        return at == null
                ? new FileBroken(Defect.NOT_WELL_FORMED, lineOffset, 0)
                : new FileBroken(Defect.NOT_WELL_FORMED, lineOffset + at.getLineNr(), at.getColumnNr());
    }

    static FileBroken broken(Defect defect, JsonParser json, long lineOffset, @Nullable String subject) {
        return new FileBroken(
                defect,
                lineOffset + json.currentTokenLocation().getLineNr(),
                json.currentTokenLocation().getColumnNr(),
                subject);
    }

    /** The text of the head field that the parser stands on; anything but a string is a broken header. */
    static String text(JsonParser json, long lineOffset) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw broken(Defect.BAD_HEADER, json, lineOffset, null);
        }
        return json.getText();
    }

    /** The count that the parser stands on. */
    static int count(JsonParser json, long lineOffset) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getTextLength() > 9) {
            throw broken(Defect.COUNT_MISMATCH, json, lineOffset, null);
        }
        return json.getIntValue();
    }
}
