package io.kvitt.command;

/** Where a command is on its way. The last four are ends. */
public enum CommandState {
    ACCEPTED,
    EXECUTING,
    /** Something outside is awaited: a reference, a review, a task, a retry. */
    WAITING,
    SUCCEEDED,
    ALREADY_SO,
    REFUSED,
    /** A person has to look; nothing more happens by itself. */
    NEEDS_ATTENTION;

    public boolean isEnd() {
        return switch (this) {
            case ACCEPTED, EXECUTING, WAITING -> false;
            case SUCCEEDED, ALREADY_SO, REFUSED, NEEDS_ATTENTION -> true;
        };
    }

    /** Whether it is an end that is not what was asked for. */
    public boolean isFailure() {
        return switch (this) {
            case REFUSED, NEEDS_ATTENTION -> true;
            case ACCEPTED, EXECUTING, WAITING, SUCCEEDED, ALREADY_SO -> false;
        };
    }
}
