package io.kvitt.erp.store;

import io.kvitt.command.Origin;
import io.kvitt.command.Violation;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.orderstatus.ChangeSubmission;
import io.kvitt.orderstatus.ChangeVerdict;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.StatusChange;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes of status of a batch. Those that lead to a command, be it held back, are reported by it, the others as rejections. */
final class StatusRecords {

    private final LedgerFile file;
    private final StatusInbox inbox;
    private final List<Rejection> rejections;
    private final List<FileRecord> submitted = new ArrayList<>();
    private final List<ChangeSubmission> submissions = new ArrayList<>();

    StatusRecords(LedgerFile file, StatusInbox inbox, List<Rejection> rejections) {
        this.file = file;
        this.inbox = inbox;
        this.rejections = rejections;
    }

    void add(FileRecord record, StatusChange change) {
        submitted.add(record);
        submissions.add(new ChangeSubmission(change, Origin.file(file.id(), record.line())));
    }

    int size() {
        return submissions.size();
    }

    /** Stores what has gathered. */
    void judge() {
        if (!submissions.isEmpty()) {
            List<ChangeVerdict> verdicts = inbox.accept(List.copyOf(submissions));
            for (int i = 0; i < verdicts.size(); i++) {
                Rejection rejection = rejection(submitted.get(i), verdicts.get(i));
                if (rejection != null) {
                    rejections.add(rejection);
                }
            }
        }
        submitted.clear();
        submissions.clear();
    }

    private @Nullable Rejection rejection(FileRecord record, ChangeVerdict verdict) {
        if (verdict instanceof Rejected rejected) {
            return Rejection.of(
                    record,
                    rejected.violations().stream()
                            .map(violation -> new Violation(
                                    violation.code(), file.format().naming().of(violation.field()), violation.remedy()))
                            .toList());
        }
        Recorded recorded = (Recorded) verdict;
        // Our own reading before a crash is not a duplicate.
        if (recorded.replay() && !(file.id() + ":" + record.line()).equals(recorded.file())) {
            return Rejection.of(record, Code.DUPLICATE);
        }
        if (recorded.commandId() != null) {
            return null;
        }
        return switch (recorded.code()) {
            case STATUS_UNMAPPED ->
                Rejection.of(
                        record,
                        List.of(new Violation(
                                recorded.code(),
                                "status",
                                "set an action for the status, or say that it is to be ignored")));
            default -> Rejection.noop(record, recorded.code());
        };
    }
}
