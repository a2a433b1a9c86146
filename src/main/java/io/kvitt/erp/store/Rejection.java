package io.kvitt.erp.store;

import io.kvitt.command.Violation;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.payment.Code;
import java.util.List;
import java.util.stream.Collectors;

/** A record that did not become a command. */
record Rejection(FileRecord record, Kind kind, Code code, String message, String fields) {

    /** What the receipt calls it. */
    enum Kind {
        REJECTED,
        DUPLICATE,
        /** There was nothing to do. */
        NOOP
    }

    private static final int MAX_LENGTH = 1000;

    static Rejection of(FileRecord record, List<Violation> violations) {
        String message = violations.stream()
                .map(violation -> violation.field() + ": " + violation.remedy())
                .collect(Collectors.joining("; "));
        String fields = violations.stream().map(Violation::field).distinct().collect(Collectors.joining(", "));
        return new Rejection(record, Kind.REJECTED, violations.get(0).code(), cut(message), cut(fields));
    }

    static Rejection of(FileRecord record, Code code) {
        return new Rejection(record, code == Code.DUPLICATE ? Kind.DUPLICATE : Kind.REJECTED, code, "", "");
    }

    static Rejection noop(FileRecord record, Code code) {
        return new Rejection(record, Kind.NOOP, code, "", "");
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }
}
