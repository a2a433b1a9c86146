package io.kvitt.desk;

import io.kvitt.command.CommandRejected;
import io.kvitt.payment.Code;

/** Why a person closes something. */
final class Notes {

    private static final int LONGEST = 1000;

    private Notes() {}

    /** @throws CommandRejected when it says nothing, or too much */
    static String checked(String note) {
        if (note.isBlank() || note.length() > LONGEST) {
            throw Admission.rejected(Code.INVALID_VALUE, "note", "1 to " + LONGEST + " characters that say why");
        }
        return note;
    }
}
