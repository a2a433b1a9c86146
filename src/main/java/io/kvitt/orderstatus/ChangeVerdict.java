package io.kvitt.orderstatus;

import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a submitted status change. */
public sealed interface ChangeVerdict {

    /**
     * It is recorded, with the command that it led to, if any; a replay is answered with the first verdict.
     *
     * @param code {@code STATUS_COMMANDED}; {@code STATUS_STALE} when the command is held back for a person; or why there is
     *     no command
     * @param group what the settings said
     * @param settingsVersion the settings that said it
     * @param file the file and line that the first one came from, as {@code file:line}; null when from elsewhere
     */
    record Recorded(
            String changeId,
            Code code,
            @Nullable ActionGroup group,
            @Nullable String commandId,
            long settingsVersion,
            boolean replay,
            @Nullable String file)
            implements ChangeVerdict {}

    /** Nothing was stored. */
    record Rejected(List<Violation> violations) implements ChangeVerdict {

        static Rejected of(Code code, String field, String remedy) {
            return new Rejected(List.of(new Violation(code, field, remedy)));
        }
    }
}
