package io.kvitt.sandbox.svea;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Json;
import io.kvitt.sandbox.simulation.Switches;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An error answer. The numbers are those of Svea's administration result codes; whether this API uses them is not
 * known.
 */
final class SveaRefusal extends RuntimeException {

    static final int CLOSED = 20000;
    static final int DENIED = 20001;
    static final int INVALID_AMOUNT = 20006;
    static final int ROWS_DO_NOT_MATCH = 20010;
    static final int EXCEEDS = 20011;

    private final int status;
    private final int code;
    private final @Nullable String field;

    private SveaRefusal(int status, int code, @Nullable String field, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    /** Something is wrong with a field. */
    static SveaRefusal invalid(String field, String message) {
        return new SveaRefusal(400, 400, field, message);
    }

    static SveaRefusal refused(int code, String message) {
        return new SveaRefusal(400, code, null, message);
    }

    static SveaRefusal notFound(String what) {
        return new SveaRefusal(404, 404, null, what + " was not found");
    }

    /** The operation is not among the actions; what Svea answers then is not known. */
    static SveaRefusal notOffered(String action, Switches switches) {
        int status = (int) switches.value(SveaSwitch.ILLEGAL_STATUS);
        return new SveaRefusal(status, CLOSED, null, "The order does not offer " + action);
    }

    /** All these shapes are handled by Svea's own clients. */
    Answer toAnswer(Switches switches) {
        String message = String.valueOf(getMessage());
        return switch ((int) switches.value(SveaSwitch.ERROR_SHAPE)) {
            case 1 -> Answer.empty(status).with("ErrorMessage", message);
            case 2 -> Answer.empty(status);
            case 3 -> Answer.json(status, "null".getBytes(StandardCharsets.UTF_8));
            case 4 ->
                Answer.json(
                        status,
                        Json.bytes(Json.MAPPER
                                .createObjectNode()
                                .put("resultCode", code)
                                .put("errorMessage", message)));
            case 5 -> Answer.json(status, ("\uFEFF" + body()).getBytes(StandardCharsets.UTF_8));
            default -> Answer.json(status, body().toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** An error that no operation made. */
    static Answer error(int status) {
        return Answer.json(status, Json.bytes(new SveaRefusal(status, status, null, "Status " + status).body()));
    }

    /** Its list of errors is there when it names one, and never empty: a client of Svea's own would fail on that. */
    private ObjectNode body() {
        String message = String.valueOf(getMessage());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("Code", code).put("Message", field == null ? message : "Validation failed");
        if (field != null) {
            body.putArray("Errors")
                    .addObject()
                    .put("Code", 1001)
                    .put("Field", field)
                    .put("ErrorMessage", message);
        }
        return body;
    }
}
