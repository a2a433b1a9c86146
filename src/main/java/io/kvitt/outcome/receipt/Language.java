package io.kvitt.outcome.receipt;

import io.kvitt.payment.Code;

/** The language of the sentences in receipts. */
enum Language {
    SV,
    EN;

    String sentence(Code code) {
        return this == SV ? code.swedish() : code.english();
    }

    String sentence(Defect defect) {
        return this == SV ? defect.swedish() : defect.english();
    }
}
