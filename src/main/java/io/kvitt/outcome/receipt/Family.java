package io.kvitt.outcome.receipt;

import java.util.Locale;

/** A receipt answers in the kind of format that it was asked in. */
enum Family {
    CSV,
    JSON,
    XML;

    static Family of(String format) {
        return switch (format) {
            case "JSON", "JSONL" -> JSON;
            case "XML" -> XML;
            default -> CSV;
        };
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
