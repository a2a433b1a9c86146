package io.kvitt.intake.file;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Submission;
import io.kvitt.command.Violation;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The second reading: every record becomes a command, a change of status or a rejection, a batch at a time. */
final class RecordStore implements Consumer<FileRecord> {

    private static final Violation BEREFT =
            new Violation(Code.MALFORMED, "record", "put all of an order's R lines directly after its O line");

    private final LedgerFile file;
    private final String ids;
    private final Census census;
    private final RecordRules rules;
    private final Inbox inbox;
    private final StatusRecords statuses;
    private final RecordLedger ledger;
    private final int batch;
    private final List<FileRecord> submitted = new ArrayList<>();
    private final List<Submission> submissions = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int lastLine;
    private int storedLine;

    RecordStore(
            LedgerFile file,
            String ids,
            Census census,
            RecordRules rules,
            Inbox inbox,
            StatusInbox statusInbox,
            RecordLedger ledger,
            int batch) {
        this.file = file;
        this.ids = ids;
        this.census = census;
        this.rules = rules;
        this.inbox = inbox;
        this.statuses = new StatusRecords(file, statusInbox, rejections);
        this.ledger = ledger;
        this.batch = batch;
    }

    @Override
    public void accept(FileRecord record) {
        if (record.line() <= file.storedLine()) {
            return;
        }
        RecordRules.Checked checked = rules.check(record, file.format(), ids, file.requestedBy());
        PaymentCommand command = checked.command();
        if (record.detached()) {
            rejections.add(Rejection.of(record, record.flaws()));
        } else if (census.isBereft(record)) {
            rejections.add(Rejection.of(record, List.of(BEREFT)));
        } else if (checked.change() != null) {
            judge();
            statuses.add(record, checked.change());
        } else if (command == null) {
            rejections.add(Rejection.of(record, checked.violations()));
        } else {
            statuses.judge();
            submitted.add(record);
            submissions.add(new Submission(command, Origin.file(file.id(), record.line())));
        }
        lastLine = record.line();
        if (submissions.size() + statuses.size() + rejections.size() >= batch) {
            flush();
        }
    }

    /** Commands first: what is not yet written down as stored is stored again, which changes nothing. */
    void flush() {
        judge();
        statuses.judge();
        if (lastLine > storedLine) {
            ledger.store(file.id(), rejections, lastLine);
            storedLine = lastLine;
        }
        rejections.clear();
    }

    /** Commands and changes of status are stored in the order of the file, so that one kind waits for the other. */
    private void judge() {
        if (!submissions.isEmpty()) {
            judge(inbox.accept(List.copyOf(submissions)));
        }
        submitted.clear();
        submissions.clear();
    }

    private void judge(List<Acceptance> verdicts) {
        if (verdicts.size() != submissions.size()) {
            throw new IllegalStateException("The inbox gave " + verdicts.size() + " verdicts on " + submissions.size());
        }
        Map<String, String> origins = origins(verdicts);
        for (int i = 0; i < verdicts.size(); i++) {
            FileRecord record = submitted.get(i);
            String commandId = submissions.get(i).command().commandId();
            if (verdicts.get(i) == Acceptance.ACCEPTED
                    || (file.id() + ":" + record.line()).equals(origins.get(commandId))) {
                continue;
            }
            rejections.add(Rejection.of(
                    record,
                    switch (verdicts.get(i)) {
                        case REPLAY -> Code.DUPLICATE;
                        case REFERENCE_MISMATCH -> Code.ACCOUNT_MISMATCH;
                        case OUT_OF_SCOPE -> Code.ACCOUNT_NOT_ALLOWED;
                        case ID_REUSED, ACCEPTED -> Code.COMMAND_ID_REUSED;
                    }));
        }
    }

    /** Where the commands that were there before came from: our own reading before a crash is not a duplicate. */
    private Map<String, String> origins(List<Acceptance> verdicts) {
        List<String> commandIds = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) != Acceptance.ACCEPTED) {
                commandIds.add(submissions.get(i).command().commandId());
            }
        }
        return ledger.origins(commandIds);
    }
}
