package io.kvitt.command;

import io.kvitt.payment.Code;
import java.util.List;

/**
 * One thing wrong with a submitted command.
 *
 * @param field the field's name as the sender wrote it, with a path for nested ones ({@code lines[2].taxRate})
 * @param remedy what the sender should do, in English; names no value that was sent
 */
public record Violation(Code code, String field, String remedy) {

    /** @param accounts that may be named, since each has the order number */
    public static Violation ambiguous(List<String> accounts) {
        return new Violation(Code.ACCOUNT_AMBIGUOUS, "account", "one of " + String.join(", ", accounts));
    }
}
