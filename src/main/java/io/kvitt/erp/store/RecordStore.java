package io.kvitt.erp.store;

import io.kvitt.command.Acceptance;
import io.kvitt.command.Inbox;
import io.kvitt.command.Origin;
import io.kvitt.command.Submission;
import io.kvitt.command.Violation;
import io.kvitt.erp.format.FileRecord;
import io.kvitt.erp.record.CheckedRecord;
import io.kvitt.orderstatus.StatusInbox;
import io.kvitt.payment.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes every record of a batch a command, a change of status or a rejection. */
public final class RecordStore {

    private final LedgerFile file;
    private final Inbox inbox;
    private final StatusRecords statuses;
    private final RecordLedger ledger;
    private final List<FileRecord> submitted = new ArrayList<>();
    private final List<Submission> submissions = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    public RecordStore(LedgerFile file, Inbox inbox, StatusInbox statusInbox, RecordLedger ledger) {
        this.file = file;
        this.inbox = inbox;
        this.statuses = new StatusRecords(file, statusInbox, rejections);
        this.ledger = ledger;
    }

    /** Returns when all of it is committed, with how far the file is stored. */
    public void store(List<CheckedRecord> batch) {
        if (batch.stream().allMatch(checked -> checked.change() == null)) {
            ledger.inOneCommit(() -> storeAll(batch));
        } else {
            // Each run of commands or changes by itself, since their locks must be taken in an order of their own.
            // After a crash, what is not yet written down as stored is stored again, which changes nothing.
            storeAll(batch);
        }
    }

    private void storeAll(List<CheckedRecord> batch) {
        batch.forEach(this::take);
        judge();
        statuses.judge();
        ledger.store(file.id(), rejections, batch.get(batch.size() - 1).record().line());
        rejections.clear();
    }

    private void take(CheckedRecord checked) {
        FileRecord record = checked.record();
        if (checked.change() != null) {
            judge();
            statuses.add(record, checked.change());
        } else if (checked.command() != null) {
            statuses.judge();
            submitted.add(record);
            submissions.add(new Submission(checked.command(), Origin.file(file.id(), record.line())));
        } else {
            rejections.add(Rejection.of(record, checked.violations()));
        }
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
            if (verdicts.get(i) == Acceptance.ACCOUNT_AMBIGUOUS) {
                Violation which = Violation.ambiguous(inbox.accountsOf(submissions.get(i)));
                rejections.add(Rejection.of(record, List.of(new Violation(which.code(), "provider", which.remedy()))));
                continue;
            }
            rejections.add(Rejection.of(
                    record,
                    switch (verdicts.get(i)) {
                        case REPLAY -> Code.DUPLICATE;
                        case ACCOUNT_AMBIGUOUS -> Code.ACCOUNT_AMBIGUOUS;
                        case REFERENCE_MISMATCH -> Code.ACCOUNT_MISMATCH;
                        case LINES_REQUIRED -> Code.LINES_REQUIRED;
                        case AMOUNT_REQUIRED -> Code.AMOUNT_REQUIRED;
                        case AMOUNT_TOO_LARGE -> Code.INVALID_VALUE;
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
