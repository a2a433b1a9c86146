package io.kvitt.command;

import java.util.List;
import java.util.stream.Collectors;

/** A submitted command is not acceptable; nothing was stored and nothing will be sent. */
public final class CommandRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public CommandRejected(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> violation.code().wireName() + " " + violation.field())
                .collect(Collectors.joining(", ")));
        this.violations = List.copyOf(violations);
    }

    public CommandRejected(Violation violation) {
        this(List.of(violation));
    }

    /** At least one, in the order of the fields. */
    public List<Violation> violations() {
        return violations;
    }
}
