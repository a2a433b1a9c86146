package io.kvitt.sandbox.klarna;

import io.kvitt.sandbox.simulation.Answer;
import io.kvitt.sandbox.simulation.Ids;
import io.kvitt.sandbox.simulation.Json;
import java.util.List;
import java.util.Map;

/** An error answer with Klarna's body; its correlation id is the one in the header. */
final class KlarnaRefusal extends RuntimeException {

    static final String CORRELATION = "Klarna-Correlation-Id";

    private final int status;
    private final String code;

    KlarnaRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** Every business refusal is a 403. */
    static KlarnaRefusal notAllowed(String code, String message) {
        return new KlarnaRefusal(403, code, message);
    }

    static KlarnaRefusal badValue(String field) {
        return new KlarnaRefusal(400, "BAD_VALUE", "Bad value: " + field);
    }

    static KlarnaRefusal unprocessable(String message) {
        return new KlarnaRefusal(422, "UNPROCESSABLE_ENTITY", message);
    }

    Answer toAnswer() {
        return error(status, code, String.valueOf(getMessage()));
    }

    static Answer error(int status, String code, String message) {
        return error(status, code, status == 409 ? List.of() : List.of(message));
    }

    /** An error that no operation made; it says nothing. */
    static Answer error(int status, String code) {
        return error(status, code, List.of());
    }

    private static Answer error(int status, String code, List<String> messages) {
        String correlationId = Ids.random();
        byte[] body =
                Json.bytes(Map.of("error_code", code, "error_messages", messages, "correlation_id", correlationId));
        return Answer.json(status, body).with(CORRELATION, correlationId);
    }
}
