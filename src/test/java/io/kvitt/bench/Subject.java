package io.kvitt.bench;

import java.time.Duration;
import java.util.Map;

/** Something that captures payments on command, in a process of its own. */
interface Subject extends AutoCloseable {

    String name();

    /** The queue that takes its commands. */
    String queue();

    /** The process itself. */
    ProcessHandle process();

    /** How many commands of the last {@link #begin()} on have ended. */
    long ended();

    /** What ended before is not counted any more. */
    void begin();

    /** When each command since {@link #begin()} ended: microseconds since 1970 by command id. */
    Map<String, Long> ends();

    default Duration cpu() {
        return Lab.cpu(process());
    }

    @Override
    void close() throws Exception;
}
