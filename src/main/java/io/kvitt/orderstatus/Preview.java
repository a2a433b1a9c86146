package io.kvitt.orderstatus;

import io.kvitt.command.AccountScope;
import io.kvitt.command.CommandState;
import io.kvitt.command.OrderReference;
import io.kvitt.command.Referred;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.orderstatus.ChangeTable.Subject;
import io.kvitt.orderstatus.ChangeVerdict.Recorded;
import io.kvitt.orderstatus.ChangeVerdict.Rejected;
import io.kvitt.orderstatus.DryPass.Seen;
import io.kvitt.orderstatus.StatusRules.History;
import io.kvitt.payment.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The dry run: what a status would do to orders now, and what a draft would have made of the changes there were. */
@Component
public class Preview implements AutoCloseable {

    /** More would keep the providers busy for longer than a person waits. */
    public static final int MOST_ORDERS = 200;

    private static final int AT_ONCE = 8;
    private static final long LONGEST_SECONDS = 60;

    private final SettingsTable settings;
    private final ChangeTable changes;
    private final ChangeHistory past;
    private final ReferenceTable references;
    private final LivePayments payments;
    private final Clock clock;
    private final ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);

    Preview(
            SettingsTable settings,
            ChangeTable changes,
            ChangeHistory past,
            ReferenceTable references,
            LivePayments payments,
            Clock clock) {
        this.settings = settings;
        this.changes = changes;
        this.past = past;
        this.references = references;
        this.payments = payments;
        this.clock = clock;
    }

    /**
     * What would happen if these changes came now.
     *
     * @param wanted at most {@link #MOST_ORDERS}, each of another order
     * @param draft the settings to judge by; null for those that count now
     * @param scope orders of other accounts are not looked at
     */
    public List<DryRun> of(List<StatusChange> wanted, @Nullable ActionSettings draft, AccountScope scope) {
        Map<String, Referred> known =
                references.find(wanted.stream().map(StatusChange::orderNumber).toList());
        Map<String, Subject> subjects = new LinkedHashMap<>();
        wanted.forEach(change -> subjects.put(
                change.orderNumber(), StatusChanges.subject(change, StatusChanges.reference(change, known, scope))));
        Map<String, History> histories = changes.histories(subjects);
        return look(wanted, histories, draft, scope);
    }

    /** What the draft would have made of the newest changes of that many days, with the payments as they are now. */
    public List<DryRun> ofLastDays(int days, @Nullable ActionSettings draft, AccountScope scope) {
        Instant since = clock.instant().minus(Duration.ofDays(days));
        return look(past.since(since, MOST_ORDERS, scope), new HashMap<>(), draft, scope);
    }

    private List<DryRun> look(
            List<StatusChange> wanted,
            Map<String, History> histories,
            @Nullable ActionSettings draft,
            AccountScope scope) {
        SettingsVersion judging =
                draft == null ? settings.effective() : new SettingsVersion(0, draft, null, null, null, null);
        Map<String, Referred> known =
                references.find(wanted.stream().map(StatusChange::orderNumber).toList());
        List<DryRun> decided = new ArrayList<>();
        for (StatusChange change : wanted) {
            OrderReference reference = StatusChanges.reference(change, known, scope);
            if (!StatusChanges.referred(change, known)
                    .ambiguous(change.account(), change.providerOrderId(), scope)
                    .isEmpty()) {
                decided.add(DryRun.none(change, Code.ACCOUNT_AMBIGUOUS, null, null));
                continue;
            }
            decided.add(
                    scope.allows(reference == null ? change.account() : reference.account())
                            ? decide(change, reference, judging, histories)
                            : DryRun.none(change, Code.ACCOUNT_NOT_ALLOWED, null, null));
        }
        return call(decided, known, judging, scope);
    }

    /** Without looking at the payment. What would have been commanded is taken to have succeeded. */
    private static DryRun decide(
            StatusChange change,
            @Nullable OrderReference reference,
            SettingsVersion judging,
            Map<String, History> histories) {
        String account = StatusChanges.account(change, reference);
        History history = histories.getOrDefault(change.orderNumber(), History.NONE);
        ChangeVerdict verdict = StatusChanges.first(change, account, judging, history);
        if (verdict instanceof Rejected rejected) {
            return new DryRun(
                    change,
                    rejected.violations().get(0).code(),
                    rejected.violations().get(0).field(),
                    null,
                    account,
                    null,
                    null,
                    null);
        }
        Recorded recorded = (Recorded) verdict;
        boolean commanded = recorded.code() == Code.STATUS_COMMANDED;
        if (commanded) {
            histories.put(
                    change.orderNumber(),
                    new History(change.occurredAt(), recorded.group(), change.content(), CommandState.SUCCEEDED));
        } else if (recorded.code() == Code.STATUS_ALREADY_IN_GROUP) {
            histories.put(
                    change.orderNumber(),
                    new History(
                            later(history.latest(), change.occurredAt()),
                            history.group(),
                            history.content(),
                            history.state()));
        }
        if (commanded && reference == null) {
            return DryRun.none(change, Code.REFERENCE_AWAITED, recorded.group(), account);
        }
        if (commanded && change.account() != null && !change.account().equals(reference.account())) {
            return DryRun.none(change, Code.ACCOUNT_MISMATCH, recorded.group(), account);
        }
        return DryRun.none(change, recorded.code(), recorded.group(), account);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Reads the payments of those that would be commanded, some at a time, and gives up on what takes too long. */
    private List<DryRun> call(
            List<DryRun> decided, Map<String, Referred> known, SettingsVersion judging, AccountScope scope) {
        try {
            List<Future<DryRun>> looked = readers.invokeAll(
                    decided.stream()
                            .map(run ->
                                    (java.util.concurrent.Callable<DryRun>) () -> run.code() == Code.STATUS_COMMANDED
                                            ? look(run, StatusChanges.reference(run.change(), known, scope), judging)
                                            : run)
                            .toList(),
                    LONGEST_SECONDS,
                    TimeUnit.SECONDS);
            List<DryRun> runs = new ArrayList<>();
            for (int i = 0; i < looked.size(); i++) {
                runs.add(result(looked.get(i), decided.get(i)));
            }
            return runs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the dry run was interrupted", e);
        }
    }

    private static DryRun result(Future<DryRun> looked, DryRun decided) throws InterruptedException {
        try {
            return looked.get();
        } catch (CancellationException | ExecutionException e) {
            return DryRun.none(decided.change(), Code.PROVIDER_UNAVAILABLE, decided.group(), decided.account());
        }
    }

    private DryRun look(DryRun run, OrderReference reference, SettingsVersion judging) {
        Recorded wouldBe = new Recorded(
                run.change().id(),
                run.code(),
                run.group(),
                "status:" + run.change().id(),
                0,
                false,
                null);
        Seen seen = payments.look(StatusChanges.command(run.change(), wouldBe, judging), reference);
        return new DryRun(
                run.change(),
                seen.code() == null ? Code.STATUS_COMMANDED : seen.code(),
                null,
                run.group(),
                run.account(),
                seen.reading() == null ? null : seen.reading().status(),
                seen.effect(),
                seen.request());
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
