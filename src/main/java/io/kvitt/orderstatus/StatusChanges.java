package io.kvitt.orderstatus;

import io.kvitt.command.Acceptance;
import io.kvitt.command.AccountScope;
import io.kvitt.command.Inbox;
import io.kvitt.command.OrderReference;
import io.kvitt.command.PaymentCommand;
import io.kvitt.command.Referred;
import io.kvitt.command.Submission;
import io.kvitt.command.Violation;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.orderstatus.ChangeTable.Stored;
import io.kvitt.orderstatus.ChangeTable.Subject;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.StatusMeaning.Act;
import io.kvitt.orderstatus.StatusMeaning.Off;
import io.kvitt.orderstatus.StatusRules.History;
import io.kvitt.payment.Action;
import io.kvitt.payment.Code;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges changes by the settings that count, and stores them in one transaction with their commands. */
@Component
class StatusChanges implements StatusInbox {

    private final ChangeTable table;
    private final SettingsTable settings;
    private final ReferenceTable references;
    private final Inbox inbox;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StatusChanges(
            ChangeTable table,
            SettingsTable settings,
            ReferenceTable references,
            Inbox inbox,
            TransactionTemplate transaction,
            Clock clock) {
        this.table = table;
        this.settings = settings;
        this.references = references;
        this.inbox = inbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<ChangeVerdict> accept(List<ChangeSubmission> submissions) {
        List<ChangeVerdict> verdicts = new ArrayList<>();
        List<ChangeSubmission> run = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (ChangeSubmission submission : submissions) {
            // What one change leads to may depend on an earlier one of the same order, which has to be stored by then.
            boolean again = keys(submission).anyMatch(met::contains);
            if (again) {
                verdicts.addAll(commit(run));
                run.clear();
                met.clear();
            }
            run.add(submission);
            keys(submission).forEach(met::add);
        }
        verdicts.addAll(commit(run));
        return verdicts;
    }

    private static Stream<String> keys(ChangeSubmission submission) {
        return Stream.of(
                "order " + submission.change().orderNumber(),
                "change " + submission.change().id());
    }

    private List<ChangeVerdict> commit(List<ChangeSubmission> run) {
        return run.isEmpty() ? List.of() : Objects.requireNonNull(transaction.execute(status -> store(run)));
    }

    private List<ChangeVerdict> store(List<ChangeSubmission> run) {
        table.lock(run.stream().flatMap(StatusChanges::keys).toList());
        List<String> orders = run.stream()
                .map(submission -> submission.change().orderNumber())
                .toList();
        Map<String, Stored> earlier = table.find(
                run.stream().map(submission -> submission.change().id()).toList());
        Map<String, Referred> known = references.find(orders);
        Map<String, Subject> subjects = new LinkedHashMap<>();
        run.forEach(submission -> subjects.put(
                submission.change().orderNumber(),
                subject(submission.change(), reference(submission.change(), known, submission.scope()))));
        Map<String, History> histories = table.histories(subjects);
        SettingsVersion effective = settings.effective();
        Instant now = clock.instant();
        ChangeVerdict[] verdicts = new ChangeVerdict[run.size()];
        List<Submission> commands = new ArrayList<>();
        List<Integer> commanding = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            StatusChange change = run.get(i).change();
            Stored stored = earlier.get(change.id());
            OrderReference reference = reference(change, known, run.get(i).scope());
            List<String> ambiguous = referred(change, known)
                    .ambiguous(
                            change.account(),
                            change.providerOrderId(),
                            run.get(i).scope());
            if (stored == null && !ambiguous.isEmpty()) {
                verdicts[i] = new Rejected(List.of(Violation.ambiguous(ambiguous)));
            } else if (!run.get(i).scope().allows(reference == null ? change.account() : reference.account())) {
                verdicts[i] = outOfScope();
            } else if (stored != null) {
                verdicts[i] = again(stored, change);
            } else {
                verdicts[i] = first(
                        change,
                        account(change, reference),
                        effective,
                        histories.getOrDefault(change.orderNumber(), History.NONE));
            }
            if (verdicts[i] instanceof Recorded recorded && !recorded.replay() && recorded.commandId() != null) {
                commands.add(new Submission(
                        command(change, recorded, effective),
                        run.get(i).origin(),
                        run.get(i).scope(),
                        told -> {},
                        recorded.code() == Code.STATUS_STALE ? recorded.code() : null));
                commanding.add(i);
            }
        }
        judge(commands, commanding, verdicts);
        for (int i = 0; i < verdicts.length; i++) {
            if (verdicts[i] instanceof Recorded recorded && !recorded.replay()) {
                StatusChange change = run.get(i).change();
                OrderReference reference = reference(change, known, run.get(i).scope());
                table.insert(run.get(i), recorded, account(change, reference), now);
            }
        }
        return List.of(verdicts);
    }

    static Referred referred(StatusChange change, Map<String, Referred> known) {
        return known.getOrDefault(change.orderNumber(), Referred.NOWHERE);
    }

    static @Nullable OrderReference reference(StatusChange change, Map<String, Referred> known, AccountScope scope) {
        return referred(change, known).meant(change.account(), change.providerOrderId(), scope);
    }

    private static Rejected outOfScope() {
        return Rejected.of(
                Code.ACCOUNT_NOT_ALLOWED, "account", "an account that you may use, also of the order's reference");
    }

    private static ChangeVerdict again(Stored stored, StatusChange change) {
        return stored.digest().equals(change.digest())
                ? stored.verdict()
                : Rejected.of(Code.CHANGE_ID_REUSED, "changeId", "give the new change an id of its own");
    }

    static ChangeVerdict first(
            StatusChange change, @Nullable String account, SettingsVersion effective, History history) {
        StatusMeaning meaning = effective.settings().meaning(change.status(), account, change.paymentType());
        Code code = StatusRules.decide(meaning, change, history);
        if (code == Code.STATUS_AMBIGUOUS) {
            return Rejected.of(
                    code,
                    account == null ? "account" : "paymentType",
                    account == null
                            ? "give the account, or store the order's reference first"
                            : "give the payment type: the settings tell this account's payment types apart");
        }
        ActionGroup group = meaning instanceof Act act ? act.group() : meaning instanceof Off off ? off.group() : null;
        boolean commands = code == Code.STATUS_COMMANDED || code == Code.STATUS_STALE;
        if (commands && group == ActionGroup.UPDATE && change.amount() == null) {
            return Rejected.of(
                    Code.MISSING_FIELD, "amount", "the status means an update: give amount, currency and all lines");
        }
        String commandId = commands ? "status:" + change.id() : null;
        return new Recorded(change.id(), code, group, commandId, effective.version(), false, null);
    }

    static Subject subject(StatusChange change, @Nullable OrderReference reference) {
        return new Subject(
                account(change, reference), reference == null ? change.providerOrderId() : reference.providerOrderId());
    }

    static @Nullable String account(StatusChange change, @Nullable OrderReference reference) {
        return change.account() != null || reference == null ? change.account() : reference.account();
    }

    static PaymentCommand command(StatusChange change, Recorded recorded, SettingsVersion effective) {
        Action action = Objects.requireNonNull(recorded.group()).action();
        return new PaymentCommand(
                Objects.requireNonNull(recorded.commandId()),
                action,
                change.orderNumber(),
                change.account(),
                change.providerOrderId(),
                change.amount(),
                change.currency(),
                action == Action.UPDATE ? change.lines() : List.of(),
                "order status " + change.status().strip(),
                change.requestedBy(),
                effective.settings().credits());
    }

    /** Hands the commands in; what the inbox will not have is not recorded as a change either. */
    private void judge(List<Submission> commands, List<Integer> commanding, ChangeVerdict[] verdicts) {
        List<Acceptance> acceptances = commands.isEmpty() ? List.of() : inbox.accept(commands);
        for (int i = 0; i < acceptances.size(); i++) {
            switch (acceptances.get(i)) {
                case ACCEPTED -> {}
                case REFERENCE_MISMATCH ->
                    verdicts[commanding.get(i)] = Rejected.of(
                            Code.ACCOUNT_MISMATCH, "account", "the account of the order's reference, or leave it out");
                case ACCOUNT_AMBIGUOUS ->
                    verdicts[commanding.get(i)] =
                            new Rejected(List.of(Violation.ambiguous(inbox.accountsOf(commands.get(i)))));
                case LINES_REQUIRED ->
                    verdicts[commanding.get(i)] =
                            Rejected.of(Code.LINES_REQUIRED, "lines", "all lines; their sum is the new amount");
                case AMOUNT_REQUIRED -> throw new IllegalStateException("of an order status no amount is required");
                case AMOUNT_TOO_LARGE -> verdicts[commanding.get(i)] = new Rejected(List.of(Acceptance.tooLarge()));
                case OUT_OF_SCOPE -> verdicts[commanding.get(i)] = outOfScope();
                case REPLAY, ID_REUSED ->
                    verdicts[commanding.get(i)] = Rejected.of(
                            Code.CHANGE_ID_REUSED,
                            "changeId",
                            "another id: a command is called "
                                    + commands.get(i).command().commandId());
            }
        }
    }
}
