package io.kvitt.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import io.kvitt.words.Sentence;
import io.kvitt.words.Told;
import java.util.List;

/**
 * An error as RFC 9457 {@code application/problem+json}.
 *
 * @param code the first violation's stable code
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type, String title, int status, String detail, String code, Sentence message, List<Field> violations) {

    /** @param remedy what to send instead */
    record Field(String field, String code, String remedy) {}

    public static Problem of(List<Violation> violations) {
        Code code = violations.get(0).code();
        return new Problem(
                "urn:kvitt:problem:" + code.wireName(),
                code.sentence().en(),
                status(code),
                violations.get(0).field() + ": " + violations.get(0).remedy(),
                code.wireName(),
                code.sentence(),
                violations.stream()
                        .map(violation ->
                                new Field(violation.field(), violation.code().wireName(), violation.remedy()))
                        .toList());
    }

    /** A problem that no field is to blame for. */
    public static Problem of(int status, Told told, String detail) {
        return new Problem(
                "urn:kvitt:problem:" + told.wireName(),
                told.sentence().en(),
                status,
                detail,
                told.wireName(),
                told.sentence(),
                List.of());
    }

    public Problem withStatus(int other) {
        return new Problem(type, title, other, detail, code, message, violations);
    }

    private static int status(Code code) {
        return switch (code) {
            case MALFORMED, UNKNOWN_FIELD, MISSING_FIELD, INVALID_VALUE -> 400;
            case TOO_LARGE -> 413;
            case ACCOUNT_NOT_ALLOWED -> 403;
            case REFERENCE_TAKEN -> 409;
            default -> 422;
        };
    }
}
