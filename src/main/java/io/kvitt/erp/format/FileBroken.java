package io.kvitt.erp.format;

import org.jspecify.annotations.Nullable;

/** The file as a whole cannot be trusted; nothing in it may be executed. */
public final class FileBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Defect defect;
    private final long line;
    private final long column;
    private final @Nullable String subject;

    /**
     * @param line from 1; 0 when it concerns no line in particular
     * @param column from 1; 0 when not known
     */
    public FileBroken(Defect defect, long line, long column) {
        this(defect, line, column, null);
    }

    /** @param subject the name of a column or field; never a value */
    public FileBroken(Defect defect, long line, long column, @Nullable String subject) {
        super(defect + " at line " + line);
        this.defect = defect;
        this.line = line;
        this.column = column;
        this.subject = subject;
    }

    /** The one that a parser has wrapped in an exception of its own; null when there is none. */
    static @Nullable FileBroken in(@Nullable Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileBroken broken) {
                return broken;
            }
        }
        return null;
    }

    public Defect defect() {
        return defect;
    }

    public long line() {
        return line;
    }

    public long column() {
        return column;
    }

    @Nullable
    public String subject() {
        return subject;
    }
}
