package io.kvitt.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one JSON object from UTF-8 and takes nothing that is not exactly that. */
public final class StrictJson {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(10_000)
                            .maxNumberLength(40)
                            .maxNameLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    public static JsonNode object(byte[] body) {
        String text = utf8(body);
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw malformed("send one JSON object"
                    + (at == null ? "" : "; it breaks at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
        if (!node.isObject()) {
            throw malformed("send one JSON object");
        }
        // Half a character, by an escape, would be stored as another one.
        if (text.contains("\\u") && !StandardCharsets.UTF_8.newEncoder().canEncode(node.toString())) {
            throw malformed("send whole characters");
        }
        return node;
    }

    /** The text, without a byte order mark. Jackson would guess the encoding; the contract says UTF-8. */
    static String utf8(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("send UTF-8");
        }
    }

    private static CommandRejected malformed(String remedy) {
        return new CommandRejected(new Violation(Code.MALFORMED, "body", remedy));
    }
}
