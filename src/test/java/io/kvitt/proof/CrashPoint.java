package io.kvitt.proof;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Where a Kvitt dies: at a step of a route (see {@link CrashingKvitt}), or by the hand of {@link Reaper}. */
enum CrashPoint {
    AFTER_INBOX_COMMIT(12, "after:submit-command-bean"),
    AFTER_CLAIM(12, "before:pass-begin"),
    AFTER_INTENT(12, "after:provider-intend"),
    /** The write has left and has not reached the provider; it does so after the death. */
    AFTER_SEND(12),
    /** The provider has acted; its answer is still on its way. */
    AFTER_EFFECT(12),
    AFTER_ANSWER(12, "after:provider-write-call", "after:provider-follow-call"),
    BEFORE_OUTCOME_COMMIT(12, "before:provider-conclude", "before:provider-follow-conclude", "before:pass-settle"),
    AFTER_OUTCOME_COMMIT(12, "after:provider-conclude", "after:provider-follow-conclude"),
    AROUND_TELLING(12, "before:publish-outcome-topic", "after:publish-outcome-topic"),
    BEFORE_JMS_COMMIT(8, "after:jms-commands-accept"),
    MID_FILE(2, "after:file-batch"),
    BEFORE_FILE_MOVE(1, "before:files-claim-move", "after:files-ingest-receive", "before:files-ingest-put-away"),
    AFTER_FILE_MOVE(1, "after:files-claim-move", "before:files-ingest-receive", "after:files-ingest-put-away"),
    /** The receipt is written whole under its temporary name. */
    BEFORE_RECEIPT_RENAME(1),
    AT_RANDOM(1);

    private final int latest;
    private final List<String> steps;

    CrashPoint(int latest, String... steps) {
        this.latest = latest;
        this.steps = List.of(steps);
    }

    /** One of its steps, at its first to latest run, as {@link CrashingKvitt} takes it; null when it has none. */
    @Nullable
    String halt(Random random) {
        int nth = nth(random);
        return steps.isEmpty() ? null : steps.get(random.nextInt(steps.size())) + ":" + nth;
    }

    int nth(Random random) {
        return 1 + random.nextInt(latest);
    }

    /**
     * Every labelled point in turn, and a random moment every fourth time.
     *
     * @param first the labelled point to begin with, from 0
     */
    static CrashPoint at(int kill, int first) {
        int labelled = values().length - 1;
        return kill % 4 == 3 ? AT_RANDOM : values()[(first + kill - kill / 4) % labelled];
    }
}
