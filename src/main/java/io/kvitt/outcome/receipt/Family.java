package io.kvitt.outcome.receipt;

import java.util.Locale;

/** A receipt answers in the kind of format that it was asked in. */
enum Family {
    CSV,
    JSON,
    XML;

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
